import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { isRecord } from "../scripts/isRecord.ts";

/** Who uses these only has to keep the notice. */
const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "PSF-2.0",
  "Python-2.0",
  "Zlib",
]);

const UNCHANGED =
  "binds only who changes its files; it checks or builds here, and nothing of it is published";

/** Packages under another licence that may be there all the same, and why. */
const EXCEPTIONS = [
  { name: /^axe-core$/, licence: "MPL-2.0", reason: UNCHANGED },
  { name: /^lightningcss(-|$)/, licence: "MPL-2.0", reason: UNCHANGED },
];

interface Installed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** Whether an SPDX expression leaves a choice that is permissive throughout. */
function isPermissive(expression: string): boolean {
  const text = expression.replaceAll(/[()]/g, "");
  if (/\bAND\b/.test(text) && /\bOR\b/.test(text)) return false;
  const allowed = (id: string): boolean => PERMISSIVE.has(id.trim());
  return text.includes(" AND ")
    ? text.split(" AND ").every(allowed)
    : text.split(" OR ").some(allowed);
}

const isExcepted = ({ name, licence }: Installed): boolean =>
  EXCEPTIONS.some((exception) => exception.name.test(name) && exception.licence === licence);

const told = ({ name, version, licence }: Installed): string => `${name}@${version}: ${licence}`;

/** What pnpm has installed of the workspace, by its manifests or licence files; it asks no network. */
function installed(...flags: readonly string[]): readonly Installed[] {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const args = [...flags, "licenses", "list", "--json"];
  const found: unknown = JSON.parse(
    execFileSync("pnpm", args, { cwd, encoding: "utf8", maxBuffer: 1e8 }),
  );
  return Object.entries(isRecord(found) ? found : {}).flatMap(([licence, packages]) =>
    (Array.isArray(packages) ? packages : []).filter(isRecord).flatMap(({ name, versions }) =>
      (Array.isArray(versions) ? versions : []).map((version) => ({
        name: String(name),
        version: String(version),
        licence,
      })),
    ),
  );
}

test("everything that is installed is under a permissive licence, or an exception says why not", () => {
  const all = installed("--recursive");

  expect(all.length).toBeGreaterThan(500);
  expect(
    all.filter((one) => !isPermissive(one.licence) && !isExcepted(one)).map(told),
    "do without these packages, or read their licences and add them to PERMISSIVE or EXCEPTIONS",
  ).toEqual([]);
});

test("what comes along with a published package is under a permissive licence without exception", () => {
  const published = ["client", "contract", "sandbox", "types"].map(
    (name) => `--filter=@ev-charger/${name}`,
  );
  const all = installed(...published, "--prod");

  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(["openapi-fetch", "fastify"]));
  expect(all.filter((one) => !isPermissive(one.licence)).map(told)).toEqual([]);
});

test("an exception for what is no longer installed is taken out", () => {
  const all = installed("--recursive");
  expect(EXCEPTIONS.filter(({ name }) => !all.some((one) => name.test(one.name)))).toEqual([]);
});

test.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0-only)", true],
  ["(MIT AND Zlib)", true],
  ["(MIT AND GPL-3.0-only)", false],
  ["GPL-3.0-only", false],
  ["Unknown", false],
  ["SEE LICENSE IN LICENSE.md", false],
])("%s is permissive: %s", (expression, permissive) => {
  expect(isPermissive(expression)).toBe(permissive);
});
