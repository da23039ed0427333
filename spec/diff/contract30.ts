import { isRecord } from "../../scripts/isRecord.ts";
import type { Json } from "./resolve.ts";

/** What a contract of OpenAPI 3.0 says, as 3.1 does; any other as it is. */
export function asContract31(document: Json): Json {
  if (!String(document["openapi"]).startsWith("3.0")) return document;
  const said = translated(document, "");
  return isRecord(said) ? { ...said, openapi: "3.1.0" } : document;
}

/** Members whose value is data, or whose members have names of their own. */
const DATA = /^(?:default|enum|example|examples|mapping|x-.*)$/u;
const NAMED =
  /^(?:properties|schemas|parameters|responses|headers|requestBodies|callbacks|paths)$/u;

function translated(node: unknown, above: string): unknown {
  if (Array.isArray(node)) return node.map((item) => translated(item, ""));
  if (!isRecord(node)) return node;
  const isMap = NAMED.test(above);
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      !isMap && DATA.test(key) ? value : translated(value, isMap ? "" : key),
    ]),
  );
  return isMap ? copy : withoutNullable(withoutSiblings(withLimits(copy)));
}

/** In 3.0 what stands beside a reference is not read, but for those to paths. */
function withoutSiblings(node: Json): Json {
  const { $ref: pointer } = node;
  return typeof pointer === "string" && pointer.startsWith("#/components/")
    ? { $ref: pointer }
    : node;
}

const LIMITS = [
  ["exclusiveMinimum", "minimum"],
  ["exclusiveMaximum", "maximum"],
] as const;

function withLimits(node: Json): Json {
  const copy: Record<string, unknown> = { ...node };
  for (const [exclusive, inclusive] of LIMITS) {
    if (typeof copy[exclusive] !== "boolean") continue;
    const isExclusive = copy[exclusive];
    delete copy[exclusive];
    if (!isExclusive || copy[inclusive] === undefined) continue;
    copy[exclusive] = copy[inclusive];
    delete copy[inclusive];
  }
  return copy;
}

function withoutNullable(node: Json): Json {
  const { nullable, ...rest } = node;
  if (typeof nullable !== "boolean") return node;
  if (!nullable) return rest;
  if (typeof rest["type"] === "string") return { ...rest, type: [rest["type"], "null"] };
  const { allOf, ...beside } = rest;
  if (!Array.isArray(allOf)) return rest;
  const kind: unknown = allOf.length === 1 ? allOf[0] : { allOf };
  return { ...beside, oneOf: [kind, { type: "null" }] };
}
