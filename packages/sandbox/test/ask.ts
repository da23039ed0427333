import { isJson, type Json } from "../src/contract/Json.ts";
import { defaultKeys } from "../src/index.ts";

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

interface Asked {
  readonly method?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request, of the default fleet's first customer unless a key is given. No retries. */
export async function ask(url: string, path: string, asked: Asked = {}): Promise<Answer> {
  const { body, key = defaultKeys.sandbox, headers: more } = asked;
  const { method = body === undefined ? "GET" : "POST" } = asked;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      "x-api-key": key,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...more,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answered: unknown = await response.json();
  if (!isJson(answered)) throw new TypeError(`${method} ${path} was not answered with an object.`);
  return { status: response.status, headers: response.headers, body: answered };
}

/** What stands at a place of a body, such as `("data", "items", "0")`; undefined when nothing does. */
export function at(body: unknown, ...names: readonly string[]): unknown {
  let found = body;
  for (const name of names) {
    if (Array.isArray(found)) found = found[Number(name)];
    else found = isJson(found) ? found[name] : undefined;
  }
  return found;
}

/** A text there. */
export function textAt(body: unknown, ...names: readonly string[]): string {
  const text = at(body, ...names);
  if (typeof text === "string") return text;
  throw new TypeError(`There is no text at ${names.join(".")} of ${JSON.stringify(body)}.`);
}

/** A number there. */
export function numberAt(body: unknown, ...names: readonly string[]): number {
  const number = at(body, ...names);
  if (typeof number === "number") return number;
  throw new TypeError(`There is no number at ${names.join(".")} of ${JSON.stringify(body)}.`);
}

/** The objects of a list there. */
export function objectsAt(body: unknown, ...names: readonly string[]): readonly Json[] {
  const list = at(body, ...names);
  if (Array.isArray(list) && list.every(isJson)) return list;
  throw new TypeError(`There is no list of objects at ${names.join(".")}.`);
}

/** All the actions that a list shows, newest first. `query` begins with `&` when there is one. */
export async function allActions(url: string, query = ""): Promise<readonly Json[]> {
  const found: Json[] = [];
  for (;;) {
    const { body } = await ask(url, `/actions?limit=50&offset=${found.length}${query}`);
    const items = objectsAt(body, "data", "items");
    found.push(...items);
    if (items.length === 0 || at(body, "data", "pagination", "hasMore") !== true) return found;
  }
}

/** How many answers had each status. */
export function statusesOf(answers: readonly Answer[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
