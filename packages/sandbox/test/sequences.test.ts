import assert from "node:assert/strict";
import { expect, test } from "vitest";
import type { Json } from "../src/contract/Json.ts";
import { type Answer, at, objectsAt, textAt } from "./ask.ts";
import { sandboxOn } from "./databases.ts";
import { Dice } from "./Dice.ts";
import { drawStep, type PushBody, type Step } from "./drawStep.ts";
import { History } from "./History.ts";
import { amount, printedSeed, tell } from "./long.ts";
import { Pair } from "./Pair.ts";

const SEEDS = amount("SEEDS", { short: 2, long: 20 });
const STEPS = amount("STEPS", { short: 60, long: 200 });
const CHARGERS = 8;
const first = printedSeed(`${SEEDS} sequences of ${STEPS} steps`);
const chargers = Array.from({ length: CHARGERS }, (_, index) => `device_ev_00${index + 1}`);

test.each(Array.from({ length: SEEDS }, (_, index) => first + index))(
  "whatever is done, both databases answer the same and keep what holds (SEED=%d)",
  { timeout: 60_000 + STEPS * 2_000 },
  async (seed) => {
    const fleet = { chargers: CHARGERS, users: 3, seed };
    const pair = new Pair(
      await sandboxOn("PGlite", { fleet }),
      await sandboxOn("PostgreSQL", { fleet }),
    );
    const history = new History();
    let actions = await pair.everyAction();
    for (const action of actions) history.note(textAt(action, "id"), createdAt(action), false);
    const dice = new Dice(seed);
    const statuses: Record<string, number> = {};
    for (let turn = 1; turn <= STEPS; turn += 1) {
      const step = drawStep(dice, chargers, pair.actions);
      const answer = await take(step, pair, history, actions);
      if (answer) count(statuses, `${step.kind} ${answer.status}`);
      actions = await pair.everyAction();
      history.check(actions, pair.now);
      await expectLastActions(pair, actions);
    }
    tell(`SEED=${seed}: ${JSON.stringify(statuses)}`);
    // A sequence in which nothing is accepted would prove nothing.
    expect(statuses["push 202"]).toBeGreaterThan(STEPS / 20);
  },
);

async function take(
  step: Step,
  pair: Pair,
  history: History,
  before: readonly Json[],
): Promise<Answer | undefined> {
  if (step.kind === "read") return pair.ask(step.path);
  if (step.kind === "push") return push(step, pair, history, before);
  if (step.kind === "cancel") return cancel(`/actions/#${step.action}`, pair);
  if (step.kind === "set") return set(step, pair);
  pair.advance(step.by);
  history.forgetAfter(pair.now);
  return undefined;
}

async function push(
  { deviceId, body }: Extract<Step, { kind: "push" }>,
  pair: Pair,
  history: History,
  before: readonly Json[],
): Promise<Answer> {
  const answer = await pair.ask(`/ev-charger/${deviceId}`, { body });
  if (answer.status !== 202) return answer;
  const id = textAt(answer.body, "data", "id");
  const shown = await pair.ask(`/actions/${id}`);
  for (const [name, value] of Object.entries(at(answer.body, "data") ?? {})) {
    assert.deepEqual(at(shown.body, "data", name), value, `${name} of ${id}`);
  }
  const open = before.filter((action) => action["deviceId"] === deviceId && isOpen(action));
  // Without a strategy nothing may be in the way.
  if (body.onConflict === undefined) assert.deepEqual(open, []);
  // It may also wait for one that was accepted at a later instant, before the clock was put back.
  const isMoved = at(answer.body, "data", "start") !== startOf(body, pair.now);
  history.note(id, pair.now, body.onConflict === "queue_after" && (open.length > 0 || isMoved));
  return answer;
}

async function cancel(path: string, pair: Pair): Promise<Answer> {
  const answer = await pair.ask(`${path}/cancel`, { method: "POST" });
  if (answer.status !== 200) return answer;
  assert.equal(at(answer.body, "data", "state"), "cancelled");
  const shown = await pair.ask(path);
  assert.deepEqual(at(shown.body, "data"), at(answer.body, "data"));
  return answer;
}

async function set(
  { deviceId, value, unit }: Extract<Step, { kind: "set" }>,
  pair: Pair,
): Promise<Answer> {
  const body = { max_charge_rate: { value, unit } };
  const answer = await pair.ask(`/ev-charger/${deviceId}/settings`, { body });
  if (answer.status !== 200) return answer;
  const shown = await pair.ask(`/ev-charger/${deviceId}`);
  assert.equal(at(shown.body, "data", "settings", "max_charge_rate", "value"), value);
  return answer;
}

/** What a charger shows as its last action is the newest that the list of actions has of it. */
async function expectLastActions(pair: Pair, actions: readonly Json[]): Promise<void> {
  const { body } = await pair.ask("/ev-charger?limit=50");
  for (const charger of objectsAt(body, "data", "items")) {
    const newest = actions.find(({ deviceId }) => deviceId === charger["id"]);
    const shown = [at(charger, "lastAction", "id"), at(charger, "lastAction", "state")];
    assert.deepEqual(shown, [newest?.["id"], newest?.["state"]]);
  }
}

/** When a push wants its action to start, which is drawn as minutes or hours from now. */
function startOf({ action: { start } }: PushBody, now: number): string | null {
  if (start === undefined) return null;
  const unit = start.endsWith("h") ? 3_600_000 : 60_000;
  return new Date(now + Number.parseInt(start, 10) * unit).toISOString();
}

const isOpen = (action: Json): boolean => action["completedAt"] === null;
const createdAt = (action: Json): number => Date.parse(textAt(action, "createdAt"));
const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};
