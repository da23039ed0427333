import { propertyOf } from "./EvChargerError.ts";

/** A key shorter than this is no secret, and hiding it would garble innocent text. */
const SHORTEST_SECRET = 4;

const SHOWN_AS = "[API key]";

/** Text without any of the keys, as they are or as JSON or a URL writes them. */
export function hideInText(text: string, keys: Iterable<string>): string {
  let hidden = text;
  for (const key of keys) {
    if (key.length < SHORTEST_SECRET) continue;
    for (const form of [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)]) {
      hidden = hidden.replaceAll(form, SHOWN_AS);
    }
  }
  return hidden;
}

/**
 * A copy of what was thrown, with its name, code and causes, but without the keys: an error of someone
 * else's `fetch` may hold the request, and the key in it, where no text search finds it.
 */
export function hideInCause(thrown: unknown, keys: Iterable<string>, depth = 5): unknown {
  if (!(thrown instanceof Error)) return hideInText(String(thrown), keys);
  const { name, message, stack, cause } = thrown;
  const copy = new Error(hideInText(message, keys));
  copy.name = hideInText(name, keys);
  copy.stack = hideInText(stack ?? "", keys);
  const code = propertyOf(thrown, "code");
  if (typeof code === "string") Object.assign(copy, { code: hideInText(code, keys) });
  // Causes may go round in circles.
  if (cause !== undefined && depth > 0) copy.cause = hideInCause(cause, keys, depth - 1);
  return copy;
}
