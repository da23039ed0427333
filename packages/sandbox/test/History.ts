import assert from "node:assert/strict";
import type { Json } from "../src/contract/Json.ts";
import { textAt } from "./ask.ts";

/** In the order in which an action goes through them. */
const RANKS: Readonly<Record<string, number>> = {
  scheduled: 0,
  acknowledged: 1,
  completed: 2,
  failed: 2,
  cancelled: 2,
};

/** What was seen of the actions of a sandbox at what instants, and what must hold of what is seen next. */
export class History {
  readonly #queued = new Set<string>();
  readonly #createdAt = new Map<string, number>();
  /** The newest state of each action, and when it was seen. */
  readonly #seen = new Map<string, { readonly state: string; readonly now: number }>();

  /** Notes an action that was accepted, after another one or at once. */
  note(id: string, createdAt: number, isQueued: boolean): void {
    this.#createdAt.set(id, createdAt);
    if (isQueued) this.#queued.add(id);
  }

  /** Sees that all that was accepted by now is there, one at a time on each charger, and goes forward. */
  check(actions: readonly Json[], now: number): void {
    const known = [...this.#createdAt].filter(([, createdAt]) => createdAt <= now);
    assert.deepEqual(new Set(actions.map(({ id }) => id)), new Set(known.map(([id]) => id)));
    assert.equal(actions.length, known.length);
    const busy = actions
      .filter((action) => action["completedAt"] === null && !this.#queued.has(textAt(action, "id")))
      .map((action) => textAt(action, "deviceId"));
    assert.equal(new Set(busy).size, busy.length, `two at a time: ${busy.join()}`);
    for (const action of actions) this.#goesForward(action, now);
  }

  /** A clock that was put back may change what comes after. */
  forgetAfter(now: number): void {
    for (const [id, seen] of this.#seen) if (seen.now > now) this.#seen.delete(id);
  }

  #goesForward(action: Json, now: number): void {
    const id = textAt(action, "id");
    const state = textAt(action, "state");
    const before = this.#seen.get(id)?.state ?? state;
    const rank = RANKS[state] ?? Number.NaN;
    const rankBefore = RANKS[before] ?? Number.NaN;
    assert.ok(rank >= rankBefore, `${id} was ${before} and is ${state}`);
    if (rankBefore === 2) assert.equal(state, before, id);
    assert.equal(action["completedAt"] === null, rank < 2, `${id} is ${state}`);
    this.#seen.set(id, { state, now });
  }
}
