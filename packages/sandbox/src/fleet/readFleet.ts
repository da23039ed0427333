import { readFile } from "node:fs/promises";
import type { Contract } from "../contract/Contract.ts";
import { compilerFor, issuesOf } from "../contract/validators.ts";
import type { Fleet } from "./Fleet.ts";
import { fleetSchema } from "./fleetSchema.ts";

/**
 * Reads a fleet from a JSON file.
 *
 * @throws Error naming every place of the file that is wrong, and what is wrong there.
 */
export async function readFleet(
  contract: Contract,
  file: string,
): Promise<{ fleet: Fleet; identity: string }> {
  let identity: string;
  let value: unknown;
  try {
    identity = await readFile(file, "utf8");
    value = JSON.parse(identity);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The fleet ${file} cannot be read: ${reason}`, { cause });
  }
  return { fleet: checkFleet(contract, value, `the fleet ${file}`), identity };
}

/** So many places are named at most. */
const MOST = 10;

/**
 * Sees that a value is a fleet.
 *
 * @param what it is called in an error
 * @throws Error naming every place that is wrong, and what is wrong there.
 */
export function checkFleet(contract: Contract, value: unknown, what: string): Fleet {
  const validate = compilerFor(contract)(fleetSchema);
  const wrong = validate(value)
    ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has just said so
      contradictionsIn(value as Fleet)
    : issuesOf(validate.errors ?? []).map(({ pointer, message }) => `${placeOf(pointer)} ${message}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has just said so
  if (wrong.length === 0) return value as Fleet;
  const more = wrong.length > MOST ? [`and ${wrong.length - MOST} more`] : [];
  throw new Error(
    [`There is something wrong with ${what}:`, ...wrong.slice(0, MOST), ...more].join("\n  "),
  );
}

/** `/customers/0/chargers/3/model` as `customers[0].chargers[3].model`. */
function placeOf(pointer: string): string {
  const names = pointer.split("/").slice(1);
  const path = names.map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`)).join("");
  return path.replace(/^\./, "") || "The whole";
}

/** What the schema cannot say: names that come twice, and times that contradict each other. */
function contradictionsIn({ customers }: Fleet): string[] {
  const wrong: string[] = [];
  const once = (seen: Set<string>, value: string, complaint: string): void => {
    if (seen.has(value)) wrong.push(complaint);
    seen.add(value);
  };
  const names = new Set<string>();
  const keys = new Set<string>();
  for (const [index, { name, keys: own, chargers }] of customers.entries()) {
    const customer = `customers[${index}]`;
    once(names, name, `${customer}.name is that of another customer: ${name}`);
    for (const [at, { key }] of own.entries()) {
      // The key itself must not be shown.
      once(keys, key, `${customer}.keys[${at}].key is there already`);
    }
    const ids = new Set<string>();
    const actionIds = new Set<string>();
    for (const [at, { id, actions = [] }] of [...chargers].entries()) {
      const charger = `${customer}.chargers[${at}]`;
      once(ids, id, `${charger}.id is that of another charger: ${id}`);
      let free = -Infinity;
      for (const [no, action] of actions.entries()) {
        const place = `${charger}.actions[${no}]`;
        once(actionIds, action.id, `${place}.id is that of another action: ${action.id}`);
        const created = Date.parse(action.createdAt);
        const told = Date.parse(action.acknowledgedAt ?? action.start ?? action.createdAt);
        const done = action.doneAt === undefined ? told + 2_000 : Date.parse(action.doneAt);
        if (told < created) wrong.push(`${place}.acknowledgedAt lies before its createdAt`);
        if (done < told) wrong.push(`${place}.doneAt lies before its acknowledgedAt`);
        if (created < free) wrong.push(`${place}.createdAt lies before the end of the action before it`);
        const { cancelledAt } = action;
        const cancelled = cancelledAt === undefined ? done : Date.parse(cancelledAt);
        if (cancelledAt !== undefined && (cancelled < created || cancelled >= told)) {
          wrong.push(`${place}.cancelledAt has to lie between its createdAt and its acknowledgedAt`);
        }
        free = Math.min(done, cancelled);
      }
    }
  }
  return wrong;
}
