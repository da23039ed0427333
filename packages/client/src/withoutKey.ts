import { isRecord } from "./isRecord.ts";

/** A key shorter than this is no secret, and hiding it would garble innocent text. */
const SHORTEST_SECRET = 8;

/** Copies parsed JSON without the API key, which a server or proxy may have echoed into it. */
export function withoutKey(value: unknown, key: string): unknown {
  if (key.length < SHORTEST_SECRET) return value;
  if (typeof value === "string") return value.replaceAll(key, "[API key]");
  if (Array.isArray(value)) return value.map((item) => withoutKey(item, key));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name.replaceAll(key, "[API key]"),
      withoutKey(item, key),
    ]),
  );
}
