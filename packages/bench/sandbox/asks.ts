import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isRecord } from "../../../scripts/isRecord.ts";
import { defaultFleet, defaultKeys } from "../../sandbox/src/fleet/defaultFleet.ts";
import { KEY_HEADER } from "../job.ts";

/** What the servers are asked for. */
export type Kind = "list" | "get" | "push";

export const kinds: readonly Kind[] = ["list", "get", "push"];

const OPERATIONS: Readonly<Record<Kind, string>> = {
  list: "listEvChargers",
  get: "getEvCharger",
  push: "pushEvChargerAction",
};

/** The items of a page. */
export const PAGE = 10;

/** The status of a success. */
export const STATUS: Readonly<Record<Kind, number>> = { list: 200, get: 200, push: 202 };

/** One request. */
export interface Ask {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The requests of each kind, numbered from 0 on. */
export type Asks = (kind: Kind, number: number) => Ask;

const PUSH = JSON.stringify({ action: { command: "charge" } });

/** A prime, so that steps of it come by every charger and every page before they begin anew. */
const STRIDE = 7919;

/** @throws Error when there is no bundle, or not one with the three operations */
export async function readAsks(chargers: number): Promise<Asks> {
  const file = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));
  return asksFrom(JSON.parse(await readFile(file, "utf8")), chargers);
}

/**
 * Pages and chargers all over a fleet, so that no server is asked for the same thing twice in a row,
 * and a charger is given a command again only after all the others.
 *
 * @param document A bundled OpenAPI document.
 * @param chargers how large the fleet is
 * @throws Error when the document does not have the three operations
 */
export function asksFrom(document: unknown, chargers: number): Asks {
  const paths = pathsIn(document);
  const ids = idsOf(chargers);
  const pages = Math.max(1, Math.floor(chargers / PAGE));
  const key = { [KEY_HEADER]: defaultKeys.sandbox };
  const json = { ...key, "content-type": "application/json" };
  return (kind, number) => {
    if (kind === "list") {
      const offset = ((number * STRIDE) % pages) * PAGE;
      return { method: "GET", path: `${paths.list}?offset=${offset}&limit=${PAGE}`, headers: key };
    }
    const id = ids[(number * STRIDE) % chargers] ?? "";
    const path = paths[kind].replace(/\{[^}]+\}/, id);
    return kind === "get"
      ? { method: "GET", path, headers: key }
      : { method: "POST", path, headers: json, body: PUSH };
  };
}

function idsOf(chargers: number): readonly string[] {
  const [first] = defaultFleet({ chargers }).customers;
  return [...(first?.chargers ?? [])].map(({ id }) => id);
}

function pathsIn(document: unknown): Readonly<Record<Kind, string>> {
  const found = new Map<unknown, string>();
  const paths = isRecord(document) && isRecord(document["paths"]) ? document["paths"] : {};
  for (const [path, item] of Object.entries(paths)) {
    for (const operation of Object.values(isRecord(item) ? item : {})) {
      if (isRecord(operation)) found.set(operation["operationId"], path);
    }
  }
  const pathOf = (kind: Kind): string => {
    const path = found.get(OPERATIONS[kind]);
    if (path === undefined) throw new Error(`The bundle has no ${OPERATIONS[kind]}.`);
    return path;
  };
  return { list: pathOf("list"), get: pathOf("get"), push: pathOf("push") };
}
