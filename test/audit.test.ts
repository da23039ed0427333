import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { exceptionsOf } from "../scripts/auditExceptions.ts";
import { type Ended, run } from "./run.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const YAML = "GHSA-2222-3333-4444";
const ORVAL = "GHSA-5555-6666-7777";
const reason = "Only a file of our own is ever parsed.";

const advisory = (id: string, severity: string) => ({
  id: Number(id.replaceAll(/\D/g, "")),
  url: `https://github.com/advisories/${id}`,
  title: "It reads too much",
  severity,
  vulnerable_versions: "<99.0.0",
  cwe: [],
  cvss: { score: 0, vectorString: null },
});

/** What the registry knows: one that the workspace has, and one that only a contestant of the bench has. */
const KNOWN = { yaml: [advisory(YAML, "low")], orval: [advisory(ORVAL, "high")] };

/** A registry that answers every request for an audit like this, and knows no packages. */
async function registry(status: number, known: object): Promise<string> {
  const server = createServer(({ url }, response) => {
    const asked = url?.endsWith("/advisories/bulk") === true;
    response.writeHead(asked ? status : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(asked ? known : {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}/`;
}

async function audit(url: string, exceptions: unknown = []): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), "audit-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "exceptions.json");
  await writeFile(file, JSON.stringify(exceptions));
  const flags = ["--registry", url, "--exceptions", relative(root, file)];
  return run(root, process.execPath, ["scripts/audit.ts", ...flags]);
}

// oxlint-disable-next-line vitest/expect-expect -- `npm test` shows by name what it leaves out
test("nothing that is installed has a known vulnerability (asks the registry: pnpm check:audit)", ({
  skip,
}) => {
  skip("the tests use no network");
});

test("the exceptions of this repository have an id, a reason and a day", () => {
  const text = readFileSync(new URL("../.github/audit-exceptions.json", import.meta.url), "utf8");
  expect(exceptionsOf(JSON.parse(text))).toEqual(JSON.parse(text));
});

test("the audit passes where the registry knows of nothing", async () => {
  const { code, output } = await audit(await registry(200, {}));
  expect(output).toContain("No known vulnerability that is not excepted (0 excepted).");
  expect(code).toBe(0);
});

test("a vulnerability fails the audit, with what has it, how it comes, and what to do", async () => {
  const { code, output } = await audit(await registry(200, KNOWN));
  expect(code).toBe(1);
  expect(output).toMatch(
    /^GHSA-2222-3333-4444 low: yaml@.*It reads too much\. Patched in .*\.: \S+yaml$/m,
  );
  expect(output).toMatch(
    /^GHSA-5555-6666-7777 high: orval@.*comes by packages\/bench\/peers\/orval: /m,
  );
  expect(output).toMatch(/^Update what has a vulnerability, or except it in /m);
});

test("what is excepted for now does not fail it, and the others do", async () => {
  const url = await registry(200, KNOWN);
  const some = { id: YAML, reason, expires: "9999-12-31" };

  const one = await audit(url, [some]);
  expect(one.output).not.toContain(YAML);
  expect([one.code, one.output]).toEqual([1, expect.stringContaining(ORVAL)]);

  const both = await audit(url, [some, { ...some, id: ORVAL }]);
  expect(both.output).toContain("(2 excepted)");
  expect(both.code).toBe(0);
});

test("an exception that is over, or that nothing needs, fails it", async () => {
  const exceptions = [
    { id: YAML, reason, expires: "2020-12-31" },
    { id: ORVAL, reason, expires: "9999-12-31" },
  ];
  const { code, output } = await audit(await registry(200, { yaml: KNOWN.yaml }), exceptions);
  expect(code).toBe(1);
  expect(output).toContain(`${YAML} was excepted until 2020-12-31`);
  expect(output).toContain(`${ORVAL} is excepted, but nothing installed has it`);
});

test("a registry without audits is told from one that knows of nothing", async () => {
  const { code, output } = await audit(await registry(405, {}));
  expect(output).toContain("Audit not run, nothing was checked");
  expect(output).toContain("responded with 405");
  expect(code).toBe(3);
});

test.each([
  ["no id", { reason, expires: "2026-12-31" }],
  ["an id that GitHub never gives", { id: "CVE-2026-1", reason, expires: "2026-12-31" }],
  ["no reason", { id: YAML, expires: "2026-12-31" }],
  ["an empty reason", { id: YAML, reason: " ".repeat(20), expires: "2026-12-31" }],
  ["no day", { id: YAML, reason }],
  ["a day that is none", { id: YAML, reason, expires: "2026-02-30" }],
])("an exception with %s is refused", (_, exception) => {
  expect(() => exceptionsOf([exception])).toThrow(/^An exception needs /);
});

test("two exceptions for one vulnerability are refused", () => {
  const exception = { id: YAML, reason, expires: "2026-12-31" };
  expect(() => exceptionsOf([exception, exception])).toThrow("twice");
});
