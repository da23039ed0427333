import type { Oas3Visitor, Plugin, UserContext } from "@redocly/openapi-core";
import { carriedShapes } from "./rules/carriedShapes.ts";
import { envelope } from "./rules/envelope.ts";
import { errorCodes } from "./rules/errorCodes.ts";
import { linkTargets } from "./rules/linkTargets.ts";
import { entries, follow, isObject, isObjectSchema, parametersOf } from "./rules/nodes.ts";
import { openSets } from "./rules/openSets.ts";
import { pagination } from "./rules/pagination.ts";
import { sunset } from "./rules/sunset.ts";
import { wait } from "./rules/wait.ts";

function hasText(node: unknown, ctx: UserContext): boolean {
  const text = (value: unknown) =>
    isObject(value) &&
    typeof value["description"] === "string" &&
    value["description"].trim() !== "";
  return text(node) || text(follow(node, ctx));
}

/** Requires each status that any operation of this API can answer, and those that its shape adds. */
function operationStatuses(): Oas3Visitor {
  return {
    PathItem: {
      Operation(operation, ctx, parents) {
        const inPath = parametersOf(operation, parents, ctx).some(
          ({ node }) => node["in"] === "path",
        );
        const wanted = ["400", "401", "403", "405", "429", "500", "503"];
        if (inPath) wanted.push("404");
        if (operation.requestBody !== undefined) wanted.push("413", "415");
        const missing = wanted
          .filter((status) => operation.responses[status] === undefined)
          .toSorted();
        if (missing.length > 0) {
          ctx.report({
            message: `${operation.operationId ?? "The operation"} does not document ${missing.join(", ")}. Add each by $ref to a file in responses/.`,
            location: ctx.location.child("responses"),
          });
        }
      },
    },
  };
}

/** Requires a description on everything that a reader or an editor shows. */
function descriptionPresent(): Oas3Visitor {
  const need = (what: string) => (node: unknown, ctx: UserContext) => {
    if (!hasText(node, ctx))
      ctx.report({ message: `${what} has no description.`, location: ctx.location });
  };
  return {
    Response: need("A response"),
    RequestBody: need("A request body"),
    Parameter: need("A parameter"),
    Header: need("A header"),
    Link: need("A link"),
    Tag: need("A tag"),
    Server: need("A server"),
    SecurityScheme: need("A security scheme"),
    Example(example, ctx) {
      if (!example.summary)
        ctx.report({ message: "An example has no summary.", location: ctx.location });
    },
    Schema(schema, ctx) {
      if (ctx.location.pointer === "#/") need("A schema")(schema, ctx);
      for (const [name, property] of entries(schema.properties)) {
        if (!hasText(property, ctx)) {
          ctx.report({
            message: `The property ${name} has no description.`,
            location: ctx.location.child(["properties", name]),
          });
        }
      }
    },
  };
}

/** Requires every error response and every success with content to carry named examples. */
function namedExamples(): Oas3Visitor {
  return {
    MediaType(media, ctx) {
      if (Object.keys(media.examples ?? {}).length === 0) {
        ctx.report({
          message:
            "A media type needs named examples. Add `examples`, by $ref to files in examples/.",
          location: ctx.location,
        });
      }
    },
  };
}

/** Refuses what OpenAPI 3.0 called nullable; 3.1 ignores it. */
function noNullable(): Oas3Visitor {
  return {
    Schema(schema, ctx) {
      if ("nullable" in schema) {
        ctx.report({
          message: 'OpenAPI 3.1 has no `nullable`. Write `oneOf` the schema and `type: "null"`.',
          location: ctx.location.child("nullable"),
        });
      }
    },
  };
}

/** Requires object schemas to stand in a file of their own, whose name becomes the type's name. */
function noInlineObject(): Oas3Visitor {
  return {
    Schema(schema, ctx) {
      if (isObjectSchema({ ...schema }) && ctx.location.pointer !== "#/") {
        ctx.report({
          message:
            "An object schema has to be a file in schemas/, so that it has a name. Move it there and $ref it.",
          location: ctx.location,
        });
      }
    },
  };
}

const rules = {
  "operation-statuses": operationStatuses,
  "description-present": descriptionPresent,
  "named-examples": namedExamples,
  "no-inline-object": noInlineObject,
  "no-nullable": noNullable,
  "open-sets": openSets,
  "carried-shapes": carriedShapes,
  "link-targets": linkTargets,
  "error-codes": errorCodes,
  envelope,
  pagination,
  sunset,
  "x-wait": wait,
};

const allOn = Object.fromEntries(
  Object.keys(rules).map((rule) => [`ev-charger/${rule}`, "error" as const]),
);

/** The rules that this contract adds to Redocly's own. */
const plugin = (): Plugin => ({
  id: "ev-charger",
  rules: { oas3: rules },
  configs: { all: { rules: allOn } },
});

export default plugin;
