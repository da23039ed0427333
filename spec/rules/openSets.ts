import type { Oas3Visitor, UserContext } from "@redocly/openapi-core";
import { isObject, isObjectSchema, type Json, list, type Placed, placed } from "./nodes.ts";

/** A closed list of values: `enum`, or a choice between constants. */
const isStringEnum = (schema: unknown): boolean =>
  isObject(schema) &&
  (Array.isArray(schema["enum"]) ||
    ["oneOf", "anyOf"].some((keyword) => {
      const members = list(schema[keyword]);
      return members.length > 0 && members.every((one) => isObject(one) && "const" in one);
    }));

/** Keywords that would close an open set again. */
const CLOSING = ["enum", "const", "pattern", "minLength", "maxLength", "not"];

const isAnyString = (schema: unknown): boolean =>
  isObject(schema) &&
  schema["type"] === "string" &&
  CLOSING.every((keyword) => !(keyword in schema));

/** The schemas directly below a schema, each with the keyword that holds it. */
function children(
  { node, location }: Placed,
  ctx: UserContext,
): (Placed & { readonly keyword: string })[] {
  if (!isObject(node)) return [];
  const single = ["items", "additionalProperties", "contains", "not"].map(
    (keyword) => [keyword, [keyword], node[keyword]] as const,
  );
  const many = [
    "properties",
    "patternProperties",
    "anyOf",
    "oneOf",
    "allOf",
    "prefixItems",
  ].flatMap((keyword) =>
    Object.entries(node[keyword] ?? {}).map(
      ([key, child]) => [keyword, [keyword, key], child] as const,
    ),
  );
  return [...single, ...many]
    .filter(([, , child]) => isObject(child))
    .map(([keyword, path, child]) => ({
      keyword,
      ...placed(child, location.child([...path]), ctx),
    }));
}

/**
 * Calls `visit` for every schema that can be reached from here, but for those seen before: what a
 * rule has to say of a schema is the same wherever it is used.
 */
function walkSchemas(
  root: Placed,
  ctx: UserContext,
  seen: Set<unknown>,
  visit: (schema: Json, at: Placed) => void,
): void {
  const queue = [root];
  for (const next of queue) {
    if (!isObject(next.node) || seen.has(next.node)) continue;
    seen.add(next.node);
    visit(next.node, next);
    queue.push(...children(next, ctx));
  }
}

/**
 * Keeps the convention of open sets: a list of values in a response is `anyOf` a closed list and
 * `type: string`, so that a new value breaks nobody; a list in a request stays closed. Likewise a
 * response allows properties that it does not name, and a request refuses them.
 */
export function openSets(): Oas3Visitor {
  const answered = new Set<unknown>();
  const asked = new Set<unknown>();
  const root = (schema: unknown, ctx: UserContext) =>
    placed(schema, ctx.location.child("schema"), ctx);

  return {
    Response: {
      MediaType(media, ctx) {
        walkSchemas(root(media.schema, ctx), ctx, answered, (schema, at) => {
          const below = children(at, ctx);
          const open = isOpenSet(below);
          for (const { keyword, node, location } of below) {
            if (keyword === "not" || !isStringEnum(node) || (keyword === "anyOf" && open)) continue;
            ctx.report({
              message:
                "A set of values in a response has to be open: `anyOf` the closed list and `type: string`.",
              location: location.source === at.location.source ? location : at.location,
            });
          }
          if (
            schema["additionalProperties"] === false ||
            schema["unevaluatedProperties"] === false
          ) {
            ctx.report({
              message:
                "A response has to allow properties that it does not name: drop `additionalProperties: false`.",
              location: at.location,
            });
          }
        });
      },
    },
    RequestBody: {
      MediaType(media, ctx) {
        walkSchemas(root(media.schema, ctx), ctx, asked, (schema, at) => {
          if (isObjectSchema(schema) && schema["additionalProperties"] !== false) {
            ctx.report({
              message:
                "A request has to refuse unknown properties: set `additionalProperties: false`.",
              location: at.location,
            });
          }
          refuseOpen(at, ctx);
        });
      },
    },
    Parameter(parameter, ctx) {
      walkSchemas(root(parameter.schema, ctx), ctx, asked, (_, at) => refuseOpen(at, ctx));
    },
  };
}

function isOpenSet(below: readonly (Placed & { readonly keyword: string })[]): boolean {
  const members = below.filter(({ keyword }) => keyword === "anyOf");
  return (
    members.some(({ node }) => isStringEnum(node)) && members.some(({ node }) => isAnyString(node))
  );
}

function refuseOpen(at: Placed, ctx: UserContext): void {
  if (!isOpenSet(children(at, ctx))) return;
  ctx.report({
    message: "A set of values in a request has to be closed: refer to the closed list alone.",
    location: at.location,
  });
}
