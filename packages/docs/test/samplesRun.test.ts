import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultFleet, type Fleet, type Sandbox, startSandbox } from "../../sandbox/src/index.ts";
import { isSuccess } from "../../contract/src/contract/conventions.ts";
import { type ApiOperation, readApi } from "../src/contract/readApi.ts";
import { type Sample, samplesOf } from "../src/samples/samplesOf.ts";
import { readBundle } from "./bundle.ts";

const HOUR = 3_600_000;
const api = readApi(JSON.parse((await readBundle()).files["openapi.json"].toString()));
const cases = api.operations.flatMap((operation) =>
  samplesOf(operation, api.server).map((sample) => ({
    name: `${operation.operationId} in ${sample.label}`,
    key: `amps_sk_test_${operation.operationId}_${sample.label}`,
    ...successOf(operation),
    sample,
  })),
);
/** The status of the operation's success, and whether it has a body. */
function successOf({ responses }: ApiOperation): { status: number; hasBody: boolean } {
  const success = responses.find(({ status }) => isSuccess(status));
  if (success === undefined) throw new Error("An operation documents no success.");
  return { status: success.status, hasBody: success.media.length > 0 };
}

const hasCurl = await promisify(execFile)("curl", ["--version"]).then(
  () => true,
  () => false,
);

/**
 * For each sample a customer, so that none meets what another one did. Its chargers are those of the
 * vendor's page; where an action is to be cancelled, it has not begun yet.
 */
function fleet(): Fleet {
  const { now, customers } = defaultFleet();
  const chargers = [...(customers[0]?.chargers ?? [])];
  const later = new Date(Date.parse(now) + 2 * HOUR).toISOString();
  const waiting = chargers.map((charger) => ({
    ...charger,
    actions: (charger.actions ?? []).map(({ id, command, createdAt }) => {
      return { id, command, createdAt, start: later };
    }),
  }));
  return {
    now,
    customers: cases.map(({ name, key }) => ({
      name,
      keys: [{ key }],
      chargers: name.startsWith("cancel") ? waiting : chargers,
    })),
  };
}

describe("every sample of every operation, run against the sandbox", () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ fleet: fleet(), now: "fleet", rateLimit: 0 });
    // What the vendor's page shows as going on has ended by then.
    sandbox.clock.advance(HOUR);
    await mkdir(join(import.meta.dirname, "../.report"), { recursive: true });
    folder = await mkdtemp(join(import.meta.dirname, "../.report/run-"));
  });
  afterAll(async () => {
    await sandbox?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a sample as a reader would, but with the sandbox's address; returns what it prints. */
  async function run({ lang, label, source }: Sample, key: string): Promise<string> {
    const env = { ...process.env, AMPS_API_KEY: key, AMPS_BASE_URL: sandbox.url };
    const local = source.replaceAll(api.server, sandbox.url);
    if (lang === "bash") {
      const script = local.replace(
        "curl ",
        "curl --silent --show-error --write-out '\n%{http_code}' ",
      );
      return (await promisify(execFile)("sh", ["-c", script], { env })).stdout;
    }
    const file = join(folder, `${label}.ts`);
    await writeFile(file, local);
    return (await promisify(execFile)(process.execPath, [file], { env })).stdout;
  }

  it.each(cases.filter(({ sample }) => sample.lang === "bash"))(
    `$name succeeds${hasCurl ? "" : " (skipped: there is no curl here)"}`,
    async ({ sample, key, status, hasBody }) => {
      if (!hasCurl) return;
      const output = await run(sample, key);
      const [body = "", answered] = output.split(/\n(?=\d{3}$)/u);

      expect(Number(answered), output).toBe(status);
      expect(body).toMatch(hasBody ? /^\{"success":true,"data":\{/u : /^$/u);
    },
  );

  it.each(cases.filter(({ sample }) => sample.label === "fetch"))(
    "$name succeeds",
    async ({ sample, key, status, hasBody }) => {
      const output = await run(sample, key);

      expect(output).toMatch(
        new RegExp(`^${status}${hasBody ? " \\{\n  success: true," : "\n$"}`, "u"),
      );
    },
  );

  it.each(cases.filter(({ sample }) => sample.label === "TypeScript"))(
    "$name prints what it got",
    async ({ sample, key, hasBody }) => {
      const shown = hasBody ? /(?:id|deviceId): '(?:device|action)_ev_/u : /^$/u;

      expect(await run(sample, key)).toMatch(shown);
    },
  );
});
