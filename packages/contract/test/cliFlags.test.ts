import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isLoopback } from "../src/commands/baseUrl.ts";
import { verifyFlags } from "../src/commands/verifyFlags.ts";
import { runCli } from "./runCli.ts";
import { startThings, thingsKey } from "./startThings.ts";
import { thingsDocument } from "./thingsDocument.ts";
import { writeThings } from "./writeThings.ts";

const { folder, contract, remove } = await writeThings();
afterAll(remove);

const address = ["--url", "http://127.0.0.1:1"];

test.each([
  [[], "--url is missing"],
  [["--url", "127.0.0.1:4020"], "--url must begin with http:// or https://"],
  [["--url", "ftp://things"], "--url must begin with http:// or https://"],
  [["--url", "http://"], "--url is not an address"],
  [["--url", "http://things/?a=1"], "--url has a query or fragment"],
  [["--url", "http://things/#a"], "--url has a query or fragment"],
  [[...address, "--profile", "write"], '--profile must be read-only or full, not "write"'],
  [[...address, "--report", "xml"], '--report must be pretty or json or junit, not "xml"'],
  [[...address, "--seed", "-1"], "--seed"],
  [[...address, "--seed", "1.5"], '--seed must be a whole number from 0 to 2147483647, not "1.5"'],
  [[...address, "--cases", "many"], "--cases must be a whole number"],
  [[...address, "--rate", ""], "--rate must be a whole number"],
  [[...address, "--timeout", "0"], "--timeout must be a whole number from 1"],
  [
    [...address, "--lacks", "paging,colours"],
    '--lacks has "colours", and may have paging, filters',
  ],
  [[...address, "--api-key", "secret"], "Unknown option '--api-key'. See verify --help."],
  [["http://127.0.0.1:1"], "the address is --url URL"],
])("refuses the flags %j", (args, message) => {
  expect(() => verifyFlags(args)).toThrow(message);
});

test("asks politely, but for an address on this machine", () => {
  const rateOf = (...args: string[]) => verifyFlags(["--url", ...args])?.rate;
  expect(rateOf("https://api.example.com")).toBe(10);
  expect(rateOf("https://api.example.com", "--rate", "0")).toBe(0);
  expect(rateOf("http://127.0.0.1:4020")).toBe(0);
  expect(rateOf("http://localhost:4020", "--rate", "3")).toBe(3);
  for (const host of ["[::1]:1", "api.localhost", "127.1.2.3"])
    expect(isLoopback(new URL(`http://${host}/`)), host).toBe(true);
  for (const host of ["localhost.example.com", "127.0.0.1.example.com", "[::2]", "10.0.0.1"])
    expect(isLoopback(new URL(`http://${host}/`)), host).toBe(false);
});

test("reads alone, with the same seed each time, unless it is told otherwise", () => {
  expect(verifyFlags(address)).toMatchObject({ profile: "read-only", seed: 1, lacks: [] });
});

test("takes several capabilities, and an address with a path and a slash at its end", () => {
  expect(
    verifyFlags(["--url", "HTTPS://things.example/v1/", "--lacks", "paging, ids,paging"]),
  ).toMatchObject({ baseUrl: "https://things.example/v1", lacks: ["paging", "ids"] });
});

test("ends with 2 where a user name is in the address, and repeats nothing of it", async () => {
  const { code, stdout, stderr } = await runCli(["verify", "--url", "http://me:hunter2@things"]);
  expect(stderr).toContain("--url has a user name or password in it");
  expect(stderr).not.toContain("hunter2");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test.each([
  ["not set", {}, "AMPS_API_KEY"],
  ["empty", { AMPS_API_KEY: " " }, "AMPS_API_KEY"],
  ["not that of --api-key-env", { AMPS_API_KEY: "things-key-1234" }, "OTHER_KEY"],
])("ends with 2 where the key is %s, naming the variable", async (_, environment, name) => {
  const args = ["verify", ...address, "--contract", contract, "--api-key-env", name];
  const { code, stderr } = await runCli(args, environment);
  expect(stderr).toContain(`The environment variable ${name} is not set, or empty`);
  expect(code).toBe(2);
});

test.each(["amps_sk_test_xxxx", "amps-sk-test-xxxx"])(
  "does not repeat a key that was given for the name of its variable: %s",
  async (name) => {
    const args = ["verify", ...address, "--contract", contract, "--api-key-env", name];
    const { code, stderr } = await runCli(args);
    expect(stderr).toContain("--api-key-env");
    expect(stderr).not.toContain(name);
    expect(code).toBe(2);
  },
);

test("ends with 2 for a contract that is none, naming the place", async () => {
  const broken = join(folder, "broken.json");
  await writeFile(broken, JSON.stringify({ ...thingsDocument(), paths: {} }));
  const { code, stderr } = await runCli(["verify", ...address, "--contract", broken]);
  expect(stderr).toContain("#/paths of the contract declares no operation");
  expect(code).toBe(2);
});

test("ends with 2 where nobody answers, and says so", async () => {
  const things = await startThings();
  await things.stop();
  const args = ["verify", "--url", things.url, "--contract", contract];
  const { code, stdout, stderr } = await runCli(args, { AMPS_API_KEY: thingsKey });
  expect(stderr).toContain(`${things.url} does not answer`);
  expect(stderr).toContain("ECONNREFUSED");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test("ends with 2 without telling the key, even where the address has it", async () => {
  const things = await startThings();
  await things.stop();
  const args = ["verify", "--url", `${things.url}/${thingsKey}`, "--contract", contract];
  const { code, stderr } = await runCli(args, { AMPS_API_KEY: thingsKey });
  expect(stderr).toContain(`${things.url}/$AMPS_API_KEY does not answer`);
  expect(stderr).not.toContain(thingsKey);
  expect(code).toBe(2);
});

test("ends with 2, not with 1, when something breaks that has nothing to do with the server", async () => {
  const breaking = `fetch = () => {
    setImmediate(() => { throw new Error("Out of " + process.env.AMPS_API_KEY); });
    return new Promise(() => {});
  }`;
  const { code, stdout, stderr } = await runCli(["verify", ...address, "--contract", contract], {
    AMPS_API_KEY: thingsKey,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(breaking)}`,
  });
  expect(stderr).toContain("Could not verify: Out of $AMPS_API_KEY");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});
