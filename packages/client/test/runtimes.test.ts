import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { behaviours } from "./behaviour/behaviours.ts";
import { bundle } from "./behaviour/bundle.ts";
import { type Outcome, STRAY } from "./behaviour/runBehaviours.ts";
import { Missing, type Runtime } from "./behaviour/Runtime.ts";
import { runtimes } from "./behaviour/runtimes.ts";
import { ScriptedServer } from "./behaviour/ScriptedServer.ts";

/** What came of a runtime: outcomes, and why there are none, or no more. */
interface Result {
  readonly outcomes: readonly Outcome[];
  readonly missing?: string;
  readonly broken?: string | undefined;
}

/** So many run at once: they mostly wait. */
const WIDTH = 3;

const server = new ScriptedServer();
const results = new Map<string, Result>();

beforeAll(async () => {
  await server.start();
  const text = await bundle();
  const queue = [...runtimes];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results.set(next.name, await resultOf(next, text));
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
}, 900_000);

afterAll(() => server.stop());

async function resultOf({ name, lacks, run }: Runtime, text: string): Promise<Result> {
  const site = JSON.stringify({ server: server.origin, name, lacks });
  let broken: string | undefined;
  try {
    await run({ bundle: text, server, site });
  } catch (error) {
    if (error instanceof Missing) return { outcomes: [], missing: error.message };
    broken = String(error);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- from `report`, beside this file
  const outcomes = server.reports(name).map((report) => JSON.parse(report) as Outcome);
  return { outcomes, broken };
}

describe.each(runtimes)("on $name", ({ name: runtime }) => {
  for (const [part, some] of Object.entries({ ...behaviours, [STRAY.part]: [STRAY] })) {
    describe(`about ${part}`, () => {
      for (const { name } of some) {
        it(`it ${name}`, ({ skip }) => {
          const { outcomes = [], missing, broken } = results.get(runtime) ?? {};
          if (missing !== undefined) skip(`no ${runtime}: ${missing}`);
          const outcome = outcomes.find((one) => one.part === part && one.name === name);
          if (outcome?.skipped !== undefined) skip(outcome.skipped);
          expect(outcome, broken ?? "not reported").toBeDefined();
          expect(outcome?.failed ?? "passed").toBe("passed");
        });
      }
    });
  }
});
