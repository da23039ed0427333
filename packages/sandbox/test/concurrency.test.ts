import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSandbox } from "../src/index.ts";
import {
  allActions,
  type Answer,
  ask,
  at,
  numberAt,
  objectsAt,
  statusesOf,
  textAt,
} from "./ask.ts";
import { type DatabaseName, databases } from "./databases.ts";
import { twoInstances } from "./twoInstances.ts";

const PUSHES = 200;
/** Longer than the test takes, so that no action ends meanwhile. */
const lasting = { outcome: "completed", delaySeconds: 3_600 };
const replacing = { action: { command: "charge", start: "2h" }, onConflict: "cancel_and_replace" };

const size = { chargers: 60, users: 3, seed: 1 };
const device = (index: number): string => `device_ev_${String(index).padStart(3, "0")}`;

async function start(database: DatabaseName) {
  if (database === "PostgreSQL") return twoInstances(size);
  const sandbox = await startSandbox({ fleet: size, rateLimit: 0 });
  return { urls: [sandbox.url], stop: sandbox.stop };
}

describe.each(databases)("at the same time, on %s", (database) => {
  let urls: readonly string[];
  let stop: () => Promise<void>;
  /** Chargers that nothing was pushed to, and those of them that declare `queue_after`. */
  let unused: string[];
  let queueing: string[];
  beforeAll(async () => {
    ({ urls, stop } = await start(database));
    const { body } = await ask(url(0), "/ev-charger?limit=50&offset=2");
    const queues = objectsAt(body, "data", "items")
      .filter(({ conflictStrategies: declared }) =>
        JSON.stringify(declared).includes("queue_after"),
      )
      .map(({ id }) => String(id));
    queueing = queues.slice(0, 2);
    unused = objectsAt(body, "data", "items")
      .map(({ id }) => String(id))
      .filter((id) => !queueing.includes(id));
  });
  afterAll(() => stop());

  const url = (turn: number): string => urls[turn % urls.length] ?? "";
  const push = (turn: number, charger: string, body: object): Promise<Answer> =>
    ask(url(turn), `/ev-charger/${charger}`, { body });
  const pushes = (charger: string, body: (turn: number) => object): Promise<Answer[]> =>
    Promise.all(Array.from({ length: PUSHES }, (_, turn) => push(turn, charger, body(turn))));
  const total = async (): Promise<number> =>
    numberAt((await ask(url(0), "/actions?limit=1")).body, "data", "pagination", "total");

  /** What a charger was told is what was accepted, and each of it had ended when the next one came. */
  async function expectOneAtATime(charger: string, answers: readonly Answer[]): Promise<void> {
    const actions = await allActions(url(1), `&deviceId=${charger}`);
    const accepted = answers.filter(({ status }) => status === 202);
    const ids = accepted.map(({ body }) => textAt(body, "data", "id"));
    expect(new Set(actions.map(({ id }) => id))).toEqual(new Set(ids));
    expect(actions.length).toBe(ids.length);
    const spans = actions
      .map((action) => ({
        from: Date.parse(textAt(action, "createdAt")),
        to: action["completedAt"] === null ? Infinity : Date.parse(textAt(action, "completedAt")),
      }))
      // One that was replaced within its millisecond never stood in the way.
      .filter(({ from, to }) => to > from)
      .toSorted((one, other) => one.from - other.from);
    for (const [index, { from }] of spans.entries()) {
      expect(spans[index - 1]?.to ?? 0, `${charger} at ${from}`).toBeLessThanOrEqual(from);
    }
  }

  test("of 200 pushes to a charger one wins, the others are told of it, and none is lost", async () => {
    const before = await total();
    const answers = await pushes(device(1), () => ({
      action: { command: "charge" },
      sandbox: lasting,
    }));
    expect(statusesOf(answers)).toEqual({ 202: 1, 409: PUSHES - 1 });
    const winner = answers.find(({ status }) => status === 202);
    const others = answers.filter(({ status }) => status !== 202);
    expect(new Set(others.map(({ body }) => at(body, "error", "code")))).toEqual(
      new Set(["CONFLICT"]),
    );
    const known = others.map(({ body }) =>
      at(body, "error", "details", "conflictingActionIds", "0"),
    );
    expect(new Set(known)).toEqual(new Set([at(winner?.body, "data", "id")]));
    expect(await total()).toBe(before + 1);
  });

  test("scheduled actions that replace each other never wait two at a time", async () => {
    const answers = await pushes(device(2), () => replacing);
    expect(othersThan([202], answers)).toEqual([]);
    await expectOneAtATime(device(2), answers);
    const { body } = await ask(url(0), `/actions?deviceId=${device(2)}&state=scheduled`);
    expect(at(body, "data", "pagination", "total")).toBe(1);
  });

  test("of 200 pushes that want to come after a window, one without an end is the last", async () => {
    const [charger = ""] = queueing;
    const first = await push(0, charger, { action: { command: "charge", start: "1h", end: "2h" } });
    const answers = await pushes(charger, () => ({
      action: { command: "idle" },
      onConflict: "queue_after",
    }));
    expect(statusesOf(answers)).toEqual({ 202: 1, 409: PUSHES - 1 });
    const second = answers.find(({ status }) => status === 202);
    expect(at(second?.body, "data", "start")).toBe(at(first.body, "data", "end"));
  });

  test("windows that queue after each other make a chain", async () => {
    const charger = queueing[1] ?? "";
    const first = await push(0, charger, { action: { command: "charge", start: "1h", end: "2h" } });
    const answers = await pushes(charger, (turn) => ({
      action: { command: "charge", start: "90m", end: `${3 + turn}h` },
      onConflict: "queue_after",
    }));
    const accepted = answers.filter(({ status }) => status === 202);
    // Whoever comes too late for its end is told so.
    const isLate = ({ body }: Answer): boolean =>
      at(body, "error", "code") === "INVALID_TIME_WINDOW";
    expect(
      othersThan(
        [202],
        answers.filter((answer) => !isLate(answer)),
      ),
    ).toEqual([]);
    const chain = [first, ...accepted]
      .map(({ body }) => ({
        start: textAt(body, "data", "start"),
        end: textAt(body, "data", "end"),
      }))
      .toSorted((one, other) => one.start.localeCompare(other.start));
    for (const [index, { end }] of chain.slice(0, -1).entries()) {
      expect(chain[index + 1]?.start).toBe(end);
    }
  });

  test("pushes to many chargers in any order do not get into each other's way", async () => {
    const chargers = unused.slice(0, 30);
    const answers = await Promise.all(
      Array.from({ length: 600 }, (_, turn) => {
        // Each round goes through all of them, in a direction and from a place of its own.
        const step = turn % 2 === 0 ? 7 : 23;
        const charger = chargers[(turn * step + Math.floor(turn / 30)) % chargers.length] ?? "";
        return push(turn, charger, { action: { command: "charge" }, sandbox: lasting });
      }),
    );
    expect(statusesOf(answers)).toEqual({ 202: chargers.length, 409: 600 - chargers.length });
  });

  test("a push, its replacement and its cancellation may race, and one of them is first", async () => {
    for (const charger of unused.slice(-15)) {
      const scheduled = await push(0, charger, { action: { command: "charge", start: "1h" } });
      const self = textAt(scheduled.body, "data", "links", "self");
      const cancel = (turn: number): Promise<Answer> =>
        ask(url(turn), `${self}/cancel`, { method: "POST" });
      const anew = { action: { command: "idle" }, sandbox: lasting };
      const racing = Array.from({ length: 6 }, (_, turn) => turn);
      const [cancelled, pushed] = await Promise.all([
        Promise.all(racing.map(cancel)),
        Promise.all(
          racing.flatMap((turn) => [push(turn, charger, anew), push(turn + 1, charger, replacing)]),
        ),
      ]);
      expect(othersThan([200, 409], cancelled)).toEqual([]);
      expect(othersThan([202, 409], pushed)).toEqual([]);
      await expectOneAtATime(charger, [scheduled, ...pushed]);
    }
  });
});

/** The bodies of the answers that have none of these statuses. */
const othersThan = (statuses: readonly number[], answers: readonly Answer[]): readonly unknown[] =>
  answers.filter(({ status }) => !statuses.includes(status)).map(({ body }) => body);
