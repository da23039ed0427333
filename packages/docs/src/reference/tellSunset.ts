import type { Oas3Visitor } from "@redocly/openapi-core";
import { isRecord } from "../../../../scripts/isRecord.ts";

/** Adds to what is deprecated from when on it may be removed: Redoc's badge has no day, and headers have no badge. */
export function tellSunset(): Oas3Visitor {
  const tell = (node: unknown, inherited?: unknown): void => {
    if (!isRecord(node) || node["deprecated"] !== true) return;
    const { "x-sunset": sunset, description = inherited } = node;
    if (typeof sunset !== "string") return;
    const text = typeof description === "string" ? `${description.trim()}\n\n` : "";
    node["description"] = `${text}May be removed from ${sunset} on.`;
  };
  return {
    Operation: (operation) => tell(operation),
    Parameter: (parameter) => tell(parameter),
    Header(header) {
      const node: unknown = header;
      if (!isRecord(node) || node["deprecated"] !== true) return;
      node["description"] = `**Deprecated.** ${header.description ?? ""}`.trim();
      tell(node);
    },
    Schema: (schema) => tell(schema),
    // What stands beside a $ref; what is said there hides what the target says.
    ref(node, _ctx, { node: target }) {
      tell(node, isRecord(target) ? target["description"] : undefined);
    },
  };
}
