import { isRecord } from "../../../scripts/isRecord.ts";

export type Json = Record<string, unknown>;

/**
 * The object itself, or what its local `$ref` points to; an empty object when there is none.
 *
 * @throws Error when a `$ref` points to nothing, or out of the document.
 */
export function resolve(value: unknown, document: Json, hops = 0): Json {
  if (!isRecord(value)) return {};
  const ref = value["$ref"];
  if (typeof ref !== "string") return value;
  if (!ref.startsWith("#/") || hops > 20) throw new Error(`$ref ${ref}: cannot be resolved.`);
  let target: unknown = document;
  for (const segment of ref.slice(2).split("/")) {
    const key = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
    target = isRecord(target) ? target[key] : undefined;
  }
  if (target === undefined) throw new Error(`$ref ${ref}: points to nothing. Correct it.`);
  return resolve(target, document, hops + 1);
}
