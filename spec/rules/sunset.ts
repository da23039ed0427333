import type { Oas3Visitor, UserContext } from "@redocly/openapi-core";
import { isDay } from "./isDay.ts";
import { isObject } from "./nodes.ts";

/**
 * Requires `deprecated: true` and `x-sunset` together: a caller who is told to leave something is told
 * until when it stays, and nothing goes that was not deprecated before.
 */
export function sunset(): Oas3Visitor {
  const check = (node: unknown, ctx: Pick<UserContext, "report" | "location">): void => {
    if (!isObject(node)) return;
    const deprecated = node["deprecated"] === true;
    const report = (message: string, key: string): void => {
      const { source, pointer } = ctx.location.child(key);
      ctx.report({ message, location: { source, pointer, reportOnKey: true } });
    };
    if (!("x-sunset" in node)) {
      if (deprecated)
        report(
          "Deprecated, but until when it stays is not said. Add `x-sunset`, the day from which it may be removed, such as 2027-06-30, and say in the description what to use instead.",
          "deprecated",
        );
      return;
    }
    if (!isDay(node["x-sunset"]))
      report("x-sunset is no day. Write one as YYYY-MM-DD, such as 2027-06-30.", "x-sunset");
    if (!deprecated)
      report(
        "x-sunset stands on an operation, parameter, header or schema that is `deprecated: true`. Add that, or remove x-sunset.",
        "x-sunset",
      );
  };
  return {
    // What is written beside a $ref belongs to this place, and no other visitor sees it.
    ref(node, ctx) {
      const { source, pointer } = ctx.location;
      if (ctx.type.name === "Schema") check(node, ctx);
      else if ("deprecated" in node || "x-sunset" in node)
        ctx.report({
          message:
            "A deprecation beside a $ref that leads to no schema is not heeded. Write it in the file that the $ref names.",
          location: { source, pointer, reportOnKey: true },
        });
    },
    Operation: check,
    Parameter: check,
    Header: check,
    Schema: check,
    // Nothing of these can be deprecated.
    PathItem: check,
    RequestBody: check,
    Response: check,
    MediaType: check,
  };
}
