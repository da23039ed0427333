import type { Oas3Visitor, Plugin, UserContext } from "@redocly/openapi-core";

type Json = Readonly<Record<string, unknown>>;

/** A node of the description, `$ref`s not followed. */
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const entries = (value: unknown): [string, unknown][] =>
  isObject(value) ? Object.entries(value) : [];

/** Follows a `$ref`, if there is one, from the place where the rule stands. */
function follow(node: unknown, ctx: UserContext): unknown {
  return isObject(node) && typeof node["$ref"] === "string"
    ? ctx.resolve({ $ref: node["$ref"] }).node
    : node;
}

function hasText(node: unknown, ctx: UserContext): boolean {
  const text = (value: unknown) =>
    isObject(value) &&
    typeof value["description"] === "string" &&
    value["description"].trim() !== "";
  return text(node) || text(follow(node, ctx));
}

/** A closed list of values: `enum`, or a choice between constants. */
const isStringEnum = (schema: unknown): boolean =>
  isObject(schema) &&
  (Array.isArray(schema["enum"]) ||
    ["oneOf", "anyOf"].some((keyword) => {
      const members = list(schema[keyword]);
      return members.length > 0 && members.every((one) => isObject(one) && "const" in one);
    }));

const isObjectSchema = (schema: Json): boolean =>
  [schema["type"]].flat().includes("object") || schema["properties"] !== undefined;

/** Keywords that would close an open set again. */
const CLOSING = ["enum", "const", "pattern", "minLength", "maxLength", "not"];

const isAnyString = (schema: unknown): boolean =>
  isObject(schema) &&
  schema["type"] === "string" &&
  CLOSING.every((keyword) => !(keyword in schema));

/** The parameters of an operation and of its path, `$ref`s followed. */
function parametersOf(operation: unknown, parents: unknown, ctx: UserContext): unknown[] {
  const path = isObject(parents) ? parents["PathItem"] : undefined;
  return [path, operation]
    .flatMap((holder) => (isObject(holder) ? list(holder["parameters"]) : []))
    .map((parameter) => follow(parameter, ctx));
}

/** Requires each status that any operation of this API can answer, and those that its shape adds. */
function operationStatuses(): Oas3Visitor {
  return {
    PathItem: {
      Operation(operation, ctx, parents) {
        const inPath = parametersOf(operation, parents, ctx).some(
          (parameter) => isObject(parameter) && parameter["in"] === "path",
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

type Location = UserContext["location"];

/** A schema, and where it stands: in its own file when it was reached by `$ref`. */
interface Placed {
  readonly node: unknown;
  readonly location: Location;
}

function placed(node: unknown, location: Location, ctx: UserContext): Placed {
  if (!isObject(node) || typeof node["$ref"] !== "string") return { node, location };
  const target = ctx.resolve({ $ref: node["$ref"] }, location.source.absoluteRef);
  return target.location === undefined ? { node: undefined, location } : target;
}

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
function openSets(): Oas3Visitor {
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

/** The parameters that client, mock and contract tests send as the contract says. */
const STYLES: Readonly<Record<string, { style: string; explode: boolean }>> = {
  query: { style: "form", explode: true },
  path: { style: "simple", explode: false },
  header: { style: "simple", explode: false },
};

/** Refuses what is valid OpenAPI, but what client, mock or contract tests would get wrong. */
function carriedShapes(): Oas3Visitor {
  const refuse = (ctx: UserContext, key: string, what: string) =>
    ctx.report({
      message: `${what} client, mock and contract tests do not carry it yet.`,
      location: key === "" ? ctx.location : ctx.location.child(key),
    });
  return {
    Parameter(parameter, ctx) {
      const { in: where = "", style, explode, content } = parameter;
      const carried = STYLES[where];
      if (carried === undefined) return refuse(ctx, "in", `A parameter in ${where}:`);
      if (style !== undefined && style !== carried.style)
        refuse(ctx, "style", `The style ${style}:`);
      if (explode !== undefined && explode !== carried.explode)
        refuse(ctx, "explode", "This explode:");
      if (content !== undefined) refuse(ctx, "content", "A parameter with content:");
      const schema = follow(parameter.schema, ctx);
      const types = isObject(schema) ? [schema["type"]].flat() : [];
      if (types.includes("object")) refuse(ctx, "schema", "An object as a parameter:");
      if (types.includes("array") && where !== "query")
        refuse(ctx, "schema", `An array in ${where}:`);
    },
    PathItem(item, ctx) {
      if (item.servers !== undefined) refuse(ctx, "servers", "Servers of a path:");
    },
    Operation(operation, ctx) {
      if (operation.servers !== undefined) refuse(ctx, "servers", "Servers of an operation:");
      for (const status of Object.keys(operation.responses)) {
        if (!/^[1-5]\d\d$/.test(status)) refuse(ctx, "responses", `The status ${status}:`);
      }
    },
    RequestBody(body, ctx) {
      if (body.required !== true) refuse(ctx, "", "A body that is not `required: true`:");
    },
  };
}

/** Requires a link to name an operation that exists, and parameters that it has. */
function linkTargets(): Oas3Visitor {
  const links: { target: string; names: string[]; location: Location }[] = [];
  const known = new Map<string, Set<string>>();
  return {
    Link(link, ctx) {
      const names = Object.keys(link.parameters ?? {});
      links.push({ target: link.operationId ?? "", names, location: ctx.location });
    },
    PathItem: {
      Operation(operation, ctx, parents) {
        const parameters = parametersOf(operation, parents, ctx);
        const names = parameters
          .filter(isObject)
          .map((one) => `${String(one["in"])}.${String(one["name"])}`);
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

/** Keeps the list of error codes and the schemas of the errors in step, both ways. */
function errorCodes(): Oas3Visitor {
  const described = new Set<string>();
  let known: { codes: string[]; ctx: UserContext } | undefined;
  return {
    Schema(schema, ctx) {
      const file = ctx.location.source.absoluteRef.split("/").at(-1) ?? "";
      if (ctx.location.pointer !== "#/") return;
      if (file === "KnownErrorCode.yaml") {
        known = { codes: list(schema.enum).filter((code) => typeof code === "string"), ctx };
      }
      const code: unknown = follow(schema.properties?.["code"], ctx);
      if (file.startsWith("Error") && isObject(code) && typeof code["const"] === "string")
        described.add(code["const"]);
    },
    Root: {
      leave(_root, ctx) {
        const codes = known?.codes ?? [];
        const unlisted = [...described].filter((code) => !codes.includes(code));
        const undescribed = codes.filter((code) => !described.has(code));
        if (unlisted.length > 0) {
          ctx.report({
            message: `schemas/KnownErrorCode.yaml does not list ${unlisted.join(", ")}.`,
            location: ctx.location,
          });
        }
        if (undescribed.length > 0) {
          ctx.report({
            message: `No response documents the error code ${undescribed.join(", ")}. Add schemas/Error….yaml and refer to it from a response.`,
            location: ctx.location,
          });
        }
      },
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
