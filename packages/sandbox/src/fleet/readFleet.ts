import { readFile } from "node:fs/promises";
import type { Contract } from "../contract/Contract.ts";
import { isJson } from "../contract/Json.ts";
import { compilerFor, type Issue, issuesOf } from "../contract/validators.ts";
import { contradictionsIn } from "./contradictionsIn.ts";
import type { Fleet } from "./Fleet.ts";
import { fleetSchema } from "./fleetSchema.ts";
import { placeOfMistake } from "./placeOfMistake.ts";

/**
 * Reads a fleet from a JSON file.
 *
 * @throws Error naming every place of the file that is wrong, and what is wrong there.
 */
export async function readFleet(
  contract: Contract,
  file: string,
): Promise<{ fleet: Fleet; identity: string }> {
  const identity = await textOf(file);
  let value: unknown;
  try {
    value = JSON.parse(identity);
  } catch {
    // The reason would quote the file, and with it a key.
    throw new Error(`The fleet ${file} is not JSON: see ${placeOfMistake(identity)}.`);
  }
  return { fleet: checkFleet(contract, value, `the fleet ${file}`), identity };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The fleet ${file} cannot be read: ${reason}`, { cause });
  }
}

const KEY_MEMBERS: ReadonlySet<string> = new Set(["key", "environment", "permission", "expiresAt"]);

/** So many places are named at most. */
const MOST = 10;

/**
 * Sees that a value is a fleet.
 *
 * @param what it is called in an error
 * @throws Error naming every place that is wrong, and what is wrong there.
 */
export function checkFleet(contract: Contract, given: unknown, what: string): Fleet {
  const value = listed(given);
  const validate = compilerFor(contract)(fleetSchema);
  const wrong = validate(value)
    ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has just said so
      [...brokenTextsIn(value, ""), ...contradictionsIn(value as Fleet)]
    : issuesOf(validate.errors ?? [], Infinity).map(complaintOf);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has just said so
  if (wrong.length === 0) return value as Fleet;
  const more = wrong.length > MOST ? [`and ${wrong.length - MOST} more`] : [];
  throw new Error(
    [`There is something wrong with ${what}:`, ...wrong.slice(0, MOST), ...more].join("\n  "),
  );
}

function complaintOf({ pointer, message }: Issue): string {
  // Who takes a list of keys for a map has written a key where a name belongs, and it must not be shown.
  const [, key, name = ""] = /^(\/customers\/\d+\/keys\/\d+)\/(.*)$/s.exec(pointer) ?? [];
  return key === undefined || KEY_MEMBERS.has(name)
    ? `${placeOf(pointer)} ${message}`
    : `${placeOf(key)} has a property that keys do not have`;
}

/** Texts that no PostgreSQL can keep. */
function* brokenTextsIn(value: unknown, pointer: string): Generator<string> {
  if (typeof value === "string" && /[\0\p{Surrogate}]/u.test(value)) {
    yield `${placeOf(pointer)} has text with NUL or half of a surrogate pair`;
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      yield* brokenTextsIn(member, `${pointer}/${name}`);
    }
  }
}

/** A fleet whose chargers come one by one, such as the default one, with lists of them. */
function listed(value: unknown): unknown {
  if (!isJson(value) || !Array.isArray(value["customers"])) return value;
  const customers: readonly unknown[] = value["customers"];
  const withLists = customers.map((customer) =>
    isJson(customer) && isIterable(customer["chargers"])
      ? { ...customer, chargers: [...customer["chargers"]] }
      : customer,
  );
  return { ...value, customers: withLists };
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.iterator in value;

/** `/customers/0/chargers/3/model` as `customers[0].chargers[3].model`. */
function placeOf(pointer: string): string {
  const names = pointer.split("/").slice(1);
  const path = names.map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`)).join("");
  return path.replace(/^\./, "") || "The whole";
}
