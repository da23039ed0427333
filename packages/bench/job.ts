import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isRecord } from "../../scripts/isRecord.ts";

/** What every client is asked to do: one call, and the answer to it. */
export interface Job {
  /** The path and query that has to be asked for. */
  readonly target: string;
  readonly limit: number;
  /** The answer: the contract's own example. */
  readonly payload: string;
  /** How many items the client has to return. */
  readonly items: number;
}

/** The operation that the contestants are written for. */
const OPERATION = "listEvChargers";

/** The header that has to carry the key. */
export const KEY_HEADER = "x-api-key";

/** The key of the calls that are measured. */
export const KEY = "amps_sk_test_bench";

/** How a key begins whose first call is answered 503, to be tried again after a second. */
export const BUSY_KEY = "amps_sk_test_busy";

/** @throws Error when there is no bundle, or not one with the operation and an example for it */
export async function readJob(): Promise<Job> {
  const file = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));
  return jobFrom(JSON.parse(await readFile(file, "utf8")));
}

/**
 * @param document A bundled OpenAPI document: every `$ref` in it is local.
 * @throws Error when it does not have the operation, or no example of its 200 with items
 */
export function jobFrom(document: unknown): Job {
  for (const [path, item] of Object.entries(record(at(document, "paths")))) {
    const operation = at(item, "get");
    if (at(operation, "operationId") !== OPERATION) continue;
    const response = resolved(at(at(operation, "responses"), "200"), document);
    const examples = at(at(at(response, "content"), "application/json"), "examples");
    for (const example of Object.values(record(examples))) {
      const value = at(resolved(example, document), "value");
      const items = at(at(value, "data"), "items");
      if (!Array.isArray(items) || items.length === 0) continue;
      const target = `${path}?limit=${items.length}`;
      const payload = JSON.stringify(value);
      return { target, limit: items.length, payload, items: items.length };
    }
  }
  throw new Error(`The bundle has no GET ${OPERATION} with an example of items. Add one.`);
}

function at(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** What a local `$ref` points to, or the value itself when it is none. */
function resolved(value: unknown, document: unknown): unknown {
  const ref = at(value, "$ref");
  if (typeof ref !== "string") return value;
  return ref.slice("#/".length).split("/").reduce(at, document);
}
