import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../src/index.ts";
import { type Answer, ask, at, textAt } from "./ask.ts";
import { ownPostgres } from "./postgres.ts";

test("while its PostgreSQL is restarted the sandbox goes on, and loses no push that it acknowledged", async () => {
  const server = await ownPostgres();
  onTestFinished(() => server.remove());
  const sandbox = await startSandbox({
    databaseUrl: server.url,
    fleet: { chargers: 50 },
    rateLimit: 0,
  });
  onTestFinished(() => sandbox.stop());
  const answers: Answer[] = [];
  const caller = new AbortController();
  const push = async (index: number): Promise<void> => {
    const path = `/ev-charger/device_ev_${String(index + 1).padStart(3, "0")}`;
    const body = {
      action: { command: "charge" },
      sandbox: { outcome: "completed", delaySeconds: 0 },
    };
    while (!caller.signal.aborted) answers.push(await ask(sandbox.url, path, { body }));
  };
  /** Until the answer to the newest push has such a status. */
  const answeredWith = async (status: number): Promise<void> => {
    const from = answers.length;
    while (!answers.slice(from).some((answer) => answer.status === status)) {
      await ask(sandbox.url, "/ev-charger");
    }
  };
  const pushing = Promise.all(Array.from({ length: 6 }, (_, index) => push(index)));

  await answeredWith(202);
  await server.stop();
  await answeredWith(503);
  await server.start();
  await answeredWith(202);
  caller.abort();
  await pushing;

  const others = answers.filter(({ status }) => status !== 202 && status !== 503);
  expect(others.map(({ body }) => body)).toEqual([]);
  const acknowledged = answers.filter(({ status }) => status === 202);
  for (const { body } of acknowledged) {
    const shown = await ask(sandbox.url, textAt(body, "data", "links", "self"));
    expect(at(shown.body, "data", "id")).toBe(at(body, "data", "id"));
  }
});
