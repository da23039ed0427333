import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse, parseDocument, isSeq } from "yaml";
import { isRecord } from "../scripts/isRecord.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

const manifests = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*package.json"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n");
const settings = read("pnpm-workspace.yaml");

/** Where a manifest or the workspace's settings say which version to install. */
const PLACES = ["dependencies", "devDependencies", "optionalDependencies", "overrides"];

const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.-]+)?$/;

/** What is wanted in no exact version and is no package of the workspace. */
function inexact(manifest: unknown): readonly string[] {
  return PLACES.flatMap((place) => {
    const wanted = isRecord(manifest) ? manifest[place] : undefined;
    return Object.entries(isRecord(wanted) ? wanted : {})
      .filter(([, version]) => version !== "workspace:*" && !EXACT.test(String(version)))
      .map(([name, version]) => `${place}: ${name} ${String(version)}`);
  });
}

/** Exceptions to a rule of the settings whose comment gives no reason, or no date, or one that is over. */
function unexplained(text: string, today: string): readonly string[] {
  const document = parseDocument(text);
  return ["minimumReleaseAgeExclude", "trustPolicyExclude"].flatMap((setting) => {
    const list = document.get(setting, true);
    return (isSeq(list) ? list.items : []).map(String).filter((entry) => {
      const line = text
        .split("\n")
        .find((one) => one.includes(`- ${entry}`) || one.includes(`- "${entry}"`));
      const [, reason = "", date = ""] =
        /# (.{10,}), until (\d{4}-\d\d-\d\d)$/.exec(line ?? "") ?? [];
      return reason === "" || date < today || !/.@\d/.test(entry);
    });
  });
}

test.each(manifests)("%s names an exact version of everything that it installs", (file) => {
  const manifest: unknown = JSON.parse(read(file));
  expect(inexact(manifest), "write the version without ^, ~ or a range").toEqual([]);
});

test("what pnpm installs instead of something else has an exact version, too", () => {
  expect(inexact(parse(settings))).toEqual([]);
});

test.each(["^1.2.3", "~1.2.3", "1.x", "latest", "*", ">=1.2.3", "npm:other@^1.2.3", "github:a/b"])(
  "%s is not exact",
  (version) => {
    expect(inexact({ devDependencies: { some: version } })).toHaveLength(1);
  },
);

test("pnpm refuses what is younger than three days, less trusted, exotic, or runs a script unasked", () => {
  expect(parse(settings)).toMatchObject({
    minimumReleaseAge: 3 * 24 * 60,
    trustPolicy: "no-downgrade",
    blockExoticSubdeps: true,
    strictDepBuilds: true,
  });
});

test("Dependabot proposes nothing that pnpm would refuse as too young", () => {
  const config: unknown = parse(read(".github/dependabot.yml"));
  const updates = isRecord(config) ? config["updates"] : undefined;
  expect(updates).toHaveLength(2);
  for (const update of Array.isArray(updates) ? updates : [])
    expect(update).toMatchObject({ cooldown: { "default-days": 3 } });
});

test("an exception to the age or the trust names a version, its reason and a day that is to come", () => {
  const today = new Date().toISOString().slice(0, 10);
  expect(unexplained(settings, today)).toEqual([]);

  const some = `minimumReleaseAgeExclude:
  - good@1.0.1 # the fix of GHSA-1234-5678-9abc, until 2026-12-31
  - silent@1.0.0
  - "@scope/late@1.0.0" # the fix of GHSA-1234-5678-9abc, until 2026-11-01
  - every-version # because we like it a lot, until 2026-12-31
`;
  expect(unexplained(some, "2026-11-25")).toEqual([
    "silent@1.0.0",
    "@scope/late@1.0.0",
    "every-version",
  ]);
});
