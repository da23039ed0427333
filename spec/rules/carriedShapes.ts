import type { Oas3Visitor, UserContext } from "@redocly/openapi-core";
import { follow, isObject } from "./nodes.ts";

/** The parameters that client, mock and contract tests send as the contract says. */
const STYLES: Readonly<Record<string, { style: string; explode: boolean }>> = {
  query: { style: "form", explode: true },
  path: { style: "simple", explode: false },
  header: { style: "simple", explode: false },
};

/** Refuses what is valid OpenAPI, but what client, mock or contract tests would get wrong. */
export function carriedShapes(): Oas3Visitor {
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
    Link(link, ctx) {
      if (link.requestBody !== undefined) refuse(ctx, "requestBody", "A body that a link gives:");
      if (link.server !== undefined) refuse(ctx, "server", "A server that a link gives:");
    },
    RequestBody(body, ctx) {
      if (body.required !== true) refuse(ctx, "", "A body that is not `required: true`:");
    },
  };
}
