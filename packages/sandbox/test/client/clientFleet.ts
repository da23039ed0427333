import { action, detail, meta } from "../../../client/test/behaviour/bodies.ts";
import { LARGE_MODEL } from "../../../client/test/behaviour/listAnswer.ts";
import type { Asked } from "../../../client/test/behaviour/Provider.ts";
import { encoded } from "../../../client/test/behaviour/path.ts";
import type { Fleet, FleetAction, FleetCharger, FleetCustomer } from "../../src/fleet/Fleet.ts";

const HOUR = 60 * 60_000;
const now = Date.parse(meta.timestamp);
const after = (hours: number): string => new Date(now + hours * HOUR).toISOString();

/** So many scripts may push: each of them has the charger to itself. */
const PUSHING = 100;

/** The longest list that a script has. */
const LONGEST = 50;

const ENDINGS = ["completed", "failed", "cancelled"] as const;

/** The charger that the behaviours expect. */
function charger(id: string, more: Partial<FleetCharger> = {}): FleetCharger {
  const { vendor, metadata, state, sync, commands, conflictStrategies, settings } = detail(id);
  const { maxCurrent, powerRateLimit, isCharging } = state;
  return {
    id,
    userId: "u&1",
    vendor,
    model: metadata.model,
    maxCurrent,
    powerRateLimit,
    vehicle: null,
    isCharging,
    commands,
    conflictStrategies,
    sync: { lastPulledAt: sync.lastPulledAt, source: metadata.source },
    settings,
    ...more,
  };
}

/** The action that the behaviours wait for: scheduled at first, told after an hour, ended after two. */
function actionThatEnds(ending: (typeof ENDINGS)[number]): FleetAction {
  const { id } = action("");
  const all = { id, command: "charge", createdAt: after(0), start: after(1) } as const;
  return ending === "cancelled" ? { ...all, cancelledAt: after(0.5) } : { ...all, outcome: ending };
}

/** What time it is when that action is in a state. */
export function timeOf(state: string): string {
  return after(state === "scheduled" ? 0 : state === "acknowledged" ? 1 : 2);
}

const customer = (name: string, chargers: readonly FleetCharger[]): FleetCustomer => ({
  name,
  keys: [{ key: keyOf(name) }],
  chargers,
});

const keyOf = (name: string): string => `amps_sk_test_${name.replaceAll(" ", "_")}`;

/** A customer for every state of affairs that the behaviours find. */
export const clientFleet: Fleet = {
  now: after(0),
  customers: [
    customer("reading", [charger("device_1")]),
    customer(
      "odd ids",
      Object.keys(encoded)
        .filter(isKeepable)
        .map((id) => charger(id)),
    ),
    ...Array.from({ length: PUSHING }, (_, index) =>
      customer(`pushing ${index}`, [charger("device_1")]),
    ),
    ...ENDINGS.map((ending) =>
      customer(`ends ${ending}`, [
        charger(action("").deviceId, { actions: [actionThatEnds(ending)] }),
      ]),
    ),
    ...Array.from({ length: LONGEST + 1 }, (_, total) => customer(`list ${total}`, listOf(total))),
    customer("large list 50", listOf(50, { model: LARGE_MODEL })),
  ],
};

/** No text with NUL can be kept. */
function isKeepable(id: string): boolean {
  return !id.includes("\0");
}

function listOf(total: number, more?: Partial<FleetCharger>): FleetCharger[] {
  return Array.from({ length: total }, (_, index) => charger(`c${index + 1}`, more));
}

/** Finds the customer of the fleet for whom a request has the answer that its script wants. */
export class Customers {
  readonly #pushing = new Map<string, string>();

  /** @returns that customer's key */
  keyFor({ baseUrl, answer: { says }, request }: Asked): string {
    if (typeof says === "object" && "page" in says) {
      return keyOf(`${says.list.large ? "large " : ""}list ${says.list.total}`);
    }
    if (typeof says === "object" && "state" in says) return keyOf(`ends ${says.ending}`);
    if (!/^\/ev-charger\/device_1(?:[/?]|$)/.test(request.url)) return keyOf("odd ids");
    if (request.method === "POST" && !this.#pushing.has(baseUrl)) {
      if (this.#pushing.size === PUSHING) throw new Error(`More than ${PUSHING} scripts push.`);
      this.#pushing.set(baseUrl, `pushing ${this.#pushing.size}`);
    }
    return keyOf(this.#pushing.get(baseUrl) ?? "reading");
  }
}
