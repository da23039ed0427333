import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as sdk from "../../client/src/index.ts";
import { behaviours } from "../../client/test/behaviour/behaviours.ts";
import type { Kit } from "../../client/test/behaviour/Kit.ts";
import { ScriptedServer } from "../../client/test/behaviour/ScriptedServer.ts";
import { isJson } from "../src/contract/Json.ts";
import type { Sandbox } from "../src/index.ts";
import { clientFleet } from "./client/clientFleet.ts";
import { refusedByValidators } from "./client/refusedByValidators.ts";
import { SandboxProvider } from "./client/SandboxProvider.ts";
import { Tally } from "./client/Tally.ts";
import { trafficProblems } from "./client/trafficProblems.ts";
import { databases, startOn } from "./databases.ts";

/** So many behaviours have answers of the sandbox, at least; raise it when there are more of them. */
const FROM_THE_SANDBOX = 142;

/** Some behaviours replace the global one. */
const realFetch = globalThis.fetch;

describe.each(databases)("the client, with the sandbox on %s as its server,", (database) => {
  const tally = new Tally();
  const servedBy = { sandbox: 0, script: 0, nobody: 0 };
  let sandbox: Sandbox;
  let server: ScriptedServer;

  beforeAll(async () => {
    sandbox = await startOn(database, { fleet: clientFleet, rateLimit: 1_000_000 });
    server = new ScriptedServer(new SandboxProvider(sandbox.url, tally));
    await server.start();
  });

  afterAll(async () => {
    await server?.stop();
    await sandbox?.stop();
    const [own, scripted] = [tally.from("sandbox").length, tally.from("script").length];
    console.log(
      [
        `${servedBy.sandbox} behaviours of the client have answers of the sandbox on ${sandbox?.database}, ${servedBy.script} of the script alone, ${servedBy.nobody} none at all.`,
        `${own} of the ${own + scripted} answers came from the sandbox:`,
        tally.report("sandbox"),
        `${scripted} came from the script, as no server of the contract gives them:`,
        tally.report("script"),
      ].join("\n"),
    );
  });

  /** Runs a behaviour, and sees that each answer came from the sandbox if the API could have given it. */
  async function behaves(run: (kit: Kit) => Promise<void>): Promise<void> {
    const baseUrls = new Set<string>();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const response = await realFetch(input, init);
      if (input === `${server.origin}/__script`) {
        const scripted: unknown = await response.clone().json();
        if (isJson(scripted)) baseUrls.add(String(scripted["baseUrl"]));
      }
      return response;
    };
    const show = (value: unknown) => inspect(value, { depth: Infinity, showHidden: true });
    await run({ sdk, server: server.origin, fetch, inspect: show });
    const notes = tally.of(baseUrls);
    const isServed = notes.some(({ from }) => from === "sandbox");
    servedBy[isServed ? "sandbox" : notes.length > 0 ? "script" : "nobody"] += 1;
    expect(notes.flatMap(({ wrong }) => wrong ?? [])).toEqual([]);
  }

  describe.each(Object.entries(behaviours))("about %s", (_, some) => {
    for (const { name, alone, run } of some) {
      (alone ? it : it.concurrent)(name, () => behaves(run), 40_000);
    }
  });

  it("has all that a server of the contract can say from the sandbox", () => {
    expect(tally.notes.flatMap(({ wrong }) => wrong ?? [])).toEqual([]);
    expect(servedBy.sandbox).toBeGreaterThanOrEqual(FROM_THE_SANDBOX);
  });

  it("finds nothing in the sandbox's answers that its validators refuse", async () => {
    expect(tally.from("sandbox").length).toBeGreaterThan(0);
    expect(await refusedByValidators(tally)).toEqual([]);
  });

  it("sends, and gets from the sandbox, only what the contract documents", async () => {
    const exchanges = tally.exchangesWith(sandbox.url);
    expect(exchanges.length).toBeGreaterThan(FROM_THE_SANDBOX);
    // A behaviour has the client send that one.
    const ownHeaders = ["x-trace"];
    const traffic = { exchanges, server: sandbox.url, ownHeaders };
    expect(await trafficProblems(traffic)).toEqual([]);
  });
});
