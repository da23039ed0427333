import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { isRecord } from "../scripts/isRecord.ts";

/** The jobs of a workflow. */
function jobsOf(text: string): readonly Record<string, unknown>[] {
  const workflow: unknown = parse(text);
  const jobs = isRecord(workflow) ? workflow["jobs"] : undefined;
  return Object.values(isRecord(jobs) ? jobs : {}).filter(isRecord);
}

/** The steps of a job. */
function stepsOf({ steps }: Record<string, unknown>): readonly Record<string, unknown>[] {
  return (Array.isArray(steps) ? steps : []).filter(isRecord);
}

const isCheckout = ({ uses }: Record<string, unknown>): boolean =>
  typeof uses === "string" && uses.startsWith("actions/checkout@");

const folder = new URL("../.github/workflows/", import.meta.url);
const workflows = readdirSync(folder).map(
  (name) => [name, readFileSync(new URL(name, folder), "utf8")] as const,
);

test.each(workflows)("%s pins every action by its hash, and names the version", (_, text) => {
  const uses = [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, action = ""]) => action);

  expect(uses.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
    [],
  );
  expect(uses.length).toBeGreaterThan(0);
});

test.each(workflows)(
  "%s may read the repository, and nothing else unless a job says so",
  (_, text) => {
    expect(parse(text)).toMatchObject({ permissions: { contents: "read" } });
  },
);

test.each(workflows)(
  "%s ends by itself, and keeps no token that it does not push with",
  (_, text) => {
    const jobs = jobsOf(text);
    expect(jobs.length).toBeGreaterThan(0);
    for (const job of jobs) {
      expect(job["timeout-minutes"]).toBeTypeOf("number");
      const { permissions } = job;
      if (isRecord(permissions) && permissions["contents"] === "write") continue;
      for (const step of stepsOf(job).filter(isCheckout)) {
        expect(step).toMatchObject({ with: { "persist-credentials": false } });
      }
    }
  },
);

test.each(workflows)(
  "%s runs nothing that a pull request wrote with more rights than it has",
  (_, text) => {
    const workflow: unknown = parse(text);
    const triggers = isRecord(workflow) ? workflow["on"] : undefined;
    const steps = jobsOf(text).flatMap(stepsOf);
    const others = isRecord(triggers)
      ? Object.keys(triggers).filter((name) => /^(pull_request_target|workflow_run)$/.test(name))
      : [];
    expect(others.length > 0 ? steps.filter(isCheckout) : []).toEqual([]);

    // A title or a branch's name that is put into a script can end it and begin another.
    const scripts = steps.map(({ run }) => (typeof run === "string" ? run : ""));
    const inserted = /\$\{\{\s*(github\.(event\.|head_ref)|inputs\.)/;
    expect(scripts.filter((script) => inserted.test(script))).toEqual([]);
  },
);

test("known vulnerabilities are looked for each week, and when a lockfile changes", () => {
  const text = readFileSync(new URL("supply-chain.yml", folder), "utf8");
  const workflow: unknown = parse(text);
  const triggers = isRecord(workflow) && isRecord(workflow["on"]) ? workflow["on"] : {};

  expect(JSON.stringify(triggers["schedule"])).toMatch(/^\[\{"cron":"\d+ \d+ \* \* \d"\}\]$/);
  expect(JSON.stringify(triggers["pull_request"])).toContain('"**/pnpm-lock.yaml"');
  const steps = jobsOf(text).flatMap(stepsOf);
  expect(steps).toContainEqual({ run: "npm run pnpm -- check:audit" });
});

test("the docs are published on a release, never from a pull request, by a task that exists", () => {
  const text = readFileSync(new URL("docs.yml", folder), "utf8");
  const [, task = ""] = /run: npm run pnpm -- exec turbo run (\S+)$/m.exec(text) ?? [];

  expect(parse(text)).toMatchObject({
    on: { release: { types: ["published"] } },
    jobs: { publish: { if: "github.event_name != 'pull_request'", needs: "build" } },
  });
  expect(readFileSync(new URL("../turbo.json", import.meta.url), "utf8")).toContain(`"${task}": {`);
});
