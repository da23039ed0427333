import type { Oas3Visitor, UserContext } from "@redocly/openapi-core";
import { follow, isObject, list, type Placed, placed } from "./nodes.ts";
import { members, shapeOf } from "./shapes.ts";

const fileOf = ({ location }: Placed): string =>
  location.source.absoluteRef.split("/").at(-1) ?? "";

/**
 * Keeps the list of error codes and the schemas of the errors in step, both ways, and lets an error
 * response list one schema per code: by its code a client tells one error from the others.
 */
export function errorCodes(): Oas3Visitor {
  const described = new Set<string>();
  let known: { codes: string[]; ctx: UserContext } | undefined;
  return {
    Response: {
      MediaType(media, ctx) {
        const body = placed(media.schema, ctx.location.child("schema"), ctx);
        const error = shapeOf(body, ctx)?.properties.get("error");
        if (error !== undefined) refuseTwins(error, ctx);
      },
    },
    Schema(schema, ctx) {
      const file = fileOf({ node: schema, location: ctx.location });
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

function refuseTwins(error: Placed, ctx: UserContext): void {
  const files = new Map<unknown, string>();
  for (const keyword of ["anyOf", "oneOf"]) {
    for (const [index, member] of members(error, keyword, ctx).entries()) {
      const code = shapeOf(member, ctx)?.properties.get("code")?.node;
      if (!isObject(code)) continue;
      for (const value of "const" in code ? [code["const"]] : list(code["enum"])) {
        const first = files.get(value);
        if (first !== undefined) {
          ctx.report({
            message: `The code ${String(value)} is that of ${first} too. Keep one schema for it in this list.`,
            location: error.location.child([keyword, String(index)]),
          });
        }
        files.set(value, fileOf(member));
      }
    }
  }
}
