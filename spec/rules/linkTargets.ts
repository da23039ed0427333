import type { Oas3Visitor } from "@redocly/openapi-core";
import { type LinkFault, faultsOf, type LinkSource, type LinkTarget } from "./linkFaults.ts";
import { entries, isObject, parametersOf, placed } from "./nodes.ts";
import { answersOf, bodiesOf, successesOf } from "./shapes.ts";

/**
 * Requires a link to name an operation that exists and parameters that it has, and everything that
 * its runtime expressions and extensions speak of to be there: contract tests follow the links.
 */
export function linkTargets(): Oas3Visitor {
  const sources: LinkSource[] = [];
  const targets = new Map<string, LinkTarget>();
  return {
    PathItem: {
      Operation(operation, ctx, parents) {
        const parameters = parametersOf(operation, parents, ctx).map(
          ({ node }) => `${String(node["in"])}.${String(node["name"])}`,
        );
        const successes = successesOf(operation, ctx);
        targets.set(operation.operationId ?? "", { parameters, successes });
        const body = placed(operation.requestBody, ctx.location.child("requestBody"), ctx);
        for (const { response, bodies } of answersOf(operation, ctx)) {
          const links = isObject(response.node) ? entries(response.node["links"]) : [];
          for (const [name, link] of links) {
            sources.push({
              link: placed(link, response.location.child(["links", name]), ctx),
              spoken: {
                parameters,
                requestBodies: bodiesOf(body, ctx),
                answerBodies: bodies,
              },
            });
          }
        }
      },
    },
    Root: {
      leave(_root, ctx) {
        const report = ({ link: { location } }: LinkSource, { message, at, onKey }: LinkFault) => {
          const { source, pointer } = at.length === 0 ? location : location.child([...at]);
          ctx.report({ message, location: { source, pointer, reportOnKey: onKey } });
        };
        for (const source of sources)
          for (const fault of faultsOf(source, targets, ctx)) report(source, fault);
      },
    },
  };
}
