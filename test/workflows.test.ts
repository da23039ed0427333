import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

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

test("the docs are published on a release, never from a pull request, by a task that exists", () => {
  const text = readFileSync(new URL("docs.yml", folder), "utf8");
  const [, task = ""] = /run: npm run pnpm -- exec turbo run (\S+)$/m.exec(text) ?? [];

  expect(parse(text)).toMatchObject({
    on: { release: { types: ["published"] } },
    jobs: { publish: { if: "github.event_name != 'pull_request'", needs: "build" } },
  });
  expect(readFileSync(new URL("../turbo.json", import.meta.url), "utf8")).toContain(`"${task}": {`);
});
