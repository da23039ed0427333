import { describe, expect, onTestFinished, test } from "vitest";
import type { Json } from "../src/contract/Json.ts";
import { allActions, ask, at, numberAt, objectsAt, textAt } from "./ask.ts";
import { databases } from "./databases.ts";
import { Dice } from "./Dice.ts";
import { durable } from "./durable.ts";
import { amount, printedSeed, tell } from "./long.ts";
import { type Push, type Pushed, pushUntilKilled } from "./pushUntilKilled.ts";

const ROUNDS = amount("ROUNDS", { short: 3, long: 50 });
const CHARGERS = 400;
const seed = printedSeed("The moments of the crashes");
const chargers = Array.from(
  { length: CHARGERS },
  (_, index) => `device_ev_${String(index + 1).padStart(3, "0")}`,
);

describe.each(databases)("killed at random moments, on %s", (database) => {
  test(
    `every push that was acknowledged is there afterwards, and none is there by half (${ROUNDS} rounds)`,
    { timeout: ROUNDS * 30_000 + 30_000 },
    async () => {
      const dice = new Dice(seed);
      const place = await durable(database);
      const flags = ["--chargers", String(CHARGERS)];
      let command = await place.start(flags);
      onTestFinished(async () => {
        await command.kill();
        await place.remove();
      });
      let before = await totalOf(command.url);
      const all: Pushed["acknowledged"][number][] = [];
      let unanswered = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        const pushed = await pushUntilKilled(command, chargers, dice);
        await place.settle();
        command = await place.start(flags);
        expect(pushed.strange).toEqual([]);
        const added = await actionsAfter(command.url, before);
        expectToBeThere(added, pushed.acknowledged);
        expectNothingElse(added, pushed);
        before += added.length;
        all.push(...pushed.acknowledged);
        unanswered += pushed.unanswered.length;
        tell(`${database}: killed ${round} of ${ROUNDS} times, ${all.length} pushes acknowledged`);
      }
      const actions = await allActions(command.url);
      // What was there after one crash is there after the others.
      expectToBeThere(actions, all);
      expectOneAtATime(actions);
      expect(await command.stop()).toBe(0);
      const others = actions.length - 1 - all.length;
      tell(
        `${database}: all ${all.length} are there, and ${others} of ${unanswered} that were not answered`,
      );
    },
  );
});

const totalOf = async (url: string): Promise<number> =>
  numberAt((await ask(url, "/actions?limit=1")).body, "data", "pagination", "total");

/** The newest actions: all but the first `before`. */
async function actionsAfter(url: string, before: number): Promise<readonly Json[]> {
  const added: Json[] = [];
  for (let missing = (await totalOf(url)) - before; missing > 0;) {
    const { body } = await ask(
      url,
      `/actions?limit=${Math.min(50, missing)}&offset=${added.length}`,
    );
    const items = objectsAt(body, "data", "items");
    added.push(...items);
    missing -= items.length;
  }
  return added;
}

/** Each of them reads as it was answered. */
function expectToBeThere(actions: readonly Json[], acknowledged: Pushed["acknowledged"]): void {
  const byId = new Map(actions.map((action) => [action["id"], action]));
  for (const { push, data } of acknowledged) {
    expect(byId.get(at(data, "id"))).toMatchObject({
      deviceId: push.deviceId,
      deviceType: "ev_charger",
      command: push.body.action.command,
      createdAt: at(data, "createdAt"),
      start: at(data, "start"),
      end: at(data, "end") ?? null,
      links: at(data, "links"),
      ...endOf(push.body),
    });
  }
}

/** How the action has ended, when the push said so and it ran at once. */
const endOf = ({ sandbox }: Push["body"]): Json =>
  sandbox === undefined
    ? {}
    : {
        state: sandbox.outcome,
        errorCode: sandbox.errorCode === undefined ? null : sandbox.errorCode,
      };

/** What was not acknowledged is one of those that were not answered, and whole. */
function expectNothingElse(actions: readonly Json[], { acknowledged, unanswered }: Pushed): void {
  const known = new Set(acknowledged.map(({ data }) => at(data, "id")));
  const shapes = unanswered.map(({ deviceId, body: { action } }) => shapeOf(deviceId, action));
  for (const action of actions.filter(({ id }) => !known.has(id))) {
    expect(shapes).toContain(shapeOf(textAt(action, "deviceId"), action));
  }
}

/** What both a push and its action tell. */
const shapeOf = (deviceId: string, { command, start, end }: Partial<Json>): string =>
  JSON.stringify([deviceId, command, typeof start === "string", typeof end === "string"]);

/** No charger has two actions that have not ended. */
function expectOneAtATime(actions: readonly Json[]): void {
  const open = actions.filter(({ completedAt }) => completedAt === null);
  expect(new Set(open.map(({ deviceId }) => deviceId)).size).toBe(open.length);
}
