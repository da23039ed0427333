import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Mock, startMock } from "@ev-charger/mock";
import { afterAll, beforeAll, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../examples/", import.meta.url));

/** What each example has to print; one that is not named here has to print something. */
const PRINTS: Readonly<Record<string, readonly RegExp[]>> = {
  "everyPage.ts": [/^device_ev_001 charging$/m, /^2 of 2 actions$/m, /^\d+ failed$/m],
  "pushAndWait.ts": [/^\w+ is acknowledged$/m, /^\w+ ended as completed at 20/m],
  "errors.ts": [/^In the way: \[ 'action_ev_def456' \]$/m, /^BadRequestError INVALID_REQUEST {/m],
  "patience.ts": [/^GET \/ev-charger\/{deviceId}: Error: The user/m, /^No answer in time, in 2 a/m],
  "validate.ts": [/^Not sent, 0 attempts: .* at \/action\/start/m],
  "testing.ts": [/^ℹ pass 4$/m, /^ℹ fail 0$/m],
  "middleware.ts": [/^listEvChargers: 200, 1 attempts, \d+ ms$/m, /^req_\w+ application\/json/m],
};

// The README's program has the mock's usual address in it; test/readme.test.ts runs it.
const examples = readdirSync(folder).filter((file) => file !== "chargers.ts");

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock?.stop());

it.each(examples)("the example %s runs against the mock", async (file) => {
  const key = "amps_sk_test_example";
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [folder + file], {
    env: { ...process.env, AMPS_API_KEY: key, AMPS_BASE_URL: mock.url },
    timeout: 15_000,
  });
  for (const printed of PRINTS[file] ?? [/\S/]) expect(stdout).toMatch(printed);
  expect(stdout + stderr).not.toContain(key);
});

it("each example that is checked exists", () => {
  expect(examples).toEqual(expect.arrayContaining(Object.keys(PRINTS)));
});
