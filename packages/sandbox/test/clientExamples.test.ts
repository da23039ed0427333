import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ScriptedServer } from "../../client/test/behaviour/ScriptedServer.ts";
import { isJson } from "../src/contract/Json.ts";
import { defaultFleet } from "../src/fleet/defaultFleet.ts";
import { defaultKeys, type Sandbox } from "../src/index.ts";
import { PassingProvider } from "./client/PassingProvider.ts";
import { refusedByValidators } from "./client/refusedByValidators.ts";
import { Tally } from "./client/Tally.ts";
import { trafficProblems } from "./client/trafficProblems.ts";
import { databases, startOn } from "./databases.ts";

const client = fileURLToPath(new URL("../../client/", import.meta.url));
const examples = readdirSync(`${client}examples`);

interface Example {
  readonly prints: readonly RegExp[];
  /** How the sandbox's clock goes: it stands still when the fleet is as on the vendor's page, or goes on. */
  readonly clock?: "goes";
  /** What it is answered, each operation and status once. */
  readonly answers: readonly string[];
}

/** None of them needs the `prefer` that two of them send for the mock; the sandbox passes it by. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  "chargers.ts": {
    prints: [
      /^device_ev_001 \(Wallbox 7kW\): charging, 7 kW$/m,
      /^device_ev_002 \(Wallbox 22kW\): available, 0 kW$/m,
    ],
    answers: ["listEvChargers, 200"],
  },
  "everyPage.ts": {
    prints: [/^device_ev_001 charging$/m, /^\d of \d actions$/m, /^0 failed$/m],
    answers: ["listEvChargers, 200", "listActions, 200"],
  },
  "errors.ts": {
    prints: [/^In the way: \[ 'action_ev_def456' \]$/m, /^BadRequestError INVALID_REQUEST {/m],
    answers: ["pushEvChargerAction, 409", "listEvChargers, 400"],
  },
  "middleware.ts": {
    prints: [/^listEvChargers: 200, 1 attempts, \d+ ms$/m, /^req_\w+ application\/json/m],
    answers: ["listEvChargers, 200"],
  },
  "pushAndWait.ts": {
    prints: [/^\w+ is acknowledged$/m, /^\w+ ended as completed at 20/m],
    clock: "goes",
    answers: ["pushEvChargerAction, 202", "getAction, 200"],
  },
  "validate.ts": {
    prints: [/^\w+ is what the contract says$/m, /^Not sent, 0 attempts: .* at \/action\/start/m],
    clock: "goes",
    answers: ["pushEvChargerAction, 202"],
  },
  // Gives up one call before it is sent, and another that a function of its own does not answer.
  "patience.ts": { prints: [/^No answer in time, in 2 a/m], answers: [] },
  // Has the answers from MSW.
  "testing.ts": { prints: [/^ℹ pass 4$/m, /^ℹ fail 0$/m], answers: [] },
};

/** What the example with an address and a key in its text has to have in their place. */
const IN_THE_TEXT = { address: "http://127.0.0.1:4010", key: "amps_sk_test_any" };

const HOUR = 60 * 60_000;

describe.each(databases)("with the sandbox on %s", (database) => {
  const tally = new Tally();
  let sandbox: Sandbox;
  let server: ScriptedServer;

  beforeAll(async () => {
    sandbox = await startOn(database);
    server = new ScriptedServer(new PassingProvider(sandbox.url, tally));
    await server.start();
  });

  afterAll(async () => {
    await server?.stop();
    await sandbox?.stop();
  });

  it.each(Object.entries(EXAMPLES))(
    "the client's example %s does what it says",
    async (file, { prints, clock, answers }) => {
      // Hours later, everything that was told the charger before has ended.
      sandbox.clock.set(defaultFleet().now);
      if (clock === "goes") {
        const ahead = sandbox.clock.now() + (1 + Object.keys(EXAMPLES).indexOf(file)) * HOUR;
        sandbox.clock.release();
        sandbox.clock.advance(ahead - Date.now());
      }
      const baseUrl = await newBaseUrl();
      const text = readFileSync(`${client}examples/${file}`, "utf8")
        .replace(IN_THE_TEXT.address, baseUrl)
        .replace(IN_THE_TEXT.key, defaultKeys.sandbox);
      const program = ["--input-type=module-typescript", "--eval", text];
      const { stdout, stderr } = await promisify(execFile)(process.execPath, program, {
        cwd: client,
        env: { ...process.env, AMPS_API_KEY: defaultKeys.sandbox, AMPS_BASE_URL: baseUrl },
        timeout: 15_000,
      });
      for (const printed of prints) expect(stdout).toMatch(printed);
      expect(stdout + stderr).not.toContain(defaultKeys.sandbox);
      const kinds = new Set(tally.of(new Set([baseUrl])).map(({ kind }) => kind));
      expect(kinds).toEqual(new Set(answers));
    },
  );

  it("the client's validators accept what the sandbox answered to its examples", async () => {
    expect(tally.from("sandbox").length).toBeGreaterThan(0);
    expect(await refusedByValidators(tally)).toEqual([]);
  });

  it("the client's examples send and get only what the contract documents", async () => {
    const exchanges = tally.exchangesWith(sandbox.url);
    const traffic = { exchanges, server: sandbox.url, ownHeaders: ["prefer"] };
    expect(await trafficProblems(traffic)).toEqual([]);
  });

  async function newBaseUrl(): Promise<string> {
    const init = { method: "POST", body: "[]" };
    const scripted: unknown = await (await fetch(`${server.origin}/__script`, init)).json();
    return isJson(scripted) ? String(scripted["baseUrl"]) : "";
  }
});

it("every example of the client is among those that are run", () => {
  expect(Object.keys(EXAMPLES).toSorted()).toEqual(examples.toSorted());
});
