import type { Oas3Visitor, UserContext } from "@redocly/openapi-core";
import { parametersOf } from "./nodes.ts";

/** Requires a link to name an operation that exists, and parameters that it has. */
export function linkTargets(): Oas3Visitor {
  const links: { target: string; names: string[]; location: UserContext["location"] }[] = [];
  const known = new Map<string, Set<string>>();
  return {
    Link(link, ctx) {
      const names = Object.keys(link.parameters ?? {});
      links.push({ target: link.operationId ?? "", names, location: ctx.location });
    },
    PathItem: {
      Operation(operation, ctx, parents) {
        const parameters = parametersOf(operation, parents, ctx);
        const names = parameters.map(({ node }) => `${String(node["in"])}.${String(node["name"])}`);
        known.set(operation.operationId ?? "", new Set(names));
      },
    },
    Root: {
      leave(_root, ctx) {
        for (const { target, names, location } of links) {
          const has = known.get(target);
          if (has === undefined) {
            ctx.report({ message: `There is no operation ${target} to link to.`, location });
          }
          for (const name of names.filter((one) => has !== undefined && !has.has(one))) {
            ctx.report({ message: `${target} has no parameter ${name}.`, location });
          }
        }
      },
    },
  };
}
