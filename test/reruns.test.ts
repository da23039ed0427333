import { afterAll, beforeAll, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { copyWorkspace, type Workspace } from "./copyWorkspace.ts";

const contributing = readFileSync(new URL("../CONTRIBUTING.md", import.meta.url), "utf8");
const [, section = ""] = /^## Which edit reruns what$(.*?)^## /ms.exec(contributing) ?? [];

/** The rows of the table: a file, and for each task the packages in which it runs again. */
const rows = [...section.matchAll(/^\| `([^`]+)` +\|(.*)\|$/gm)].map(
  ([, file = "", cells = ""]) => ({
    file,
    cells: cells.split("|").map((cell) => cell.trim()),
  }),
);

const [, head = ""] = /^\| Edit +\|(.*)\|$/m.exec(section) ?? [];
const tasks = head.split("|").map((cell) => cell.trim().replaceAll("`", ""));

let workspace: Workspace;
let unchanged: ReadonlyMap<string, string>;

beforeAll(async () => {
  workspace = await copyWorkspace();
  unchanged = await hashes();
});
afterAll(() => workspace?.remove());

/** The hash of every task that has a command; turbo runs a task again when its hash is new. */
async function hashes(): Promise<ReadonlyMap<string, string>> {
  const all = [...tasks, "lint:code", "lint:release", "typecheck:scripts", "test:workspace"];
  const output = await workspace.must("pnpm", "exec", "turbo", "run", ...all, "--dry=json");
  const run: unknown = JSON.parse(output.slice(output.indexOf("{")));
  if (typeof run !== "object" || run === null || !("tasks" in run) || !Array.isArray(run.tasks)) {
    throw new TypeError("turbo's dry run has no tasks.");
  }
  return new Map(
    run.tasks
      .filter(
        (task: unknown): task is Record<string, unknown> =>
          typeof task === "object" && task !== null,
      )
      .filter(({ command }) => command !== "<NONEXISTENT>")
      .map(({ taskId, hash }) => [String(taskId), String(hash)]),
  );
}

/** `@ev-charger/types#build` as the table says it: task `build`, package `types`. */
function cellOf(id: string): [task: string, name: string] {
  const [owner = "", task = ""] = id.split("#");
  if (owner !== "//") return [task, owner.replace("@ev-charger/", "")];
  const [kind = "", name = ""] = task.split(":");
  return [kind, name];
}

test("the table has a row for every kind of edit", () => {
  expect(tasks).toEqual(["generate", "build", "docs", "lint", "typecheck", "test"]);
  expect(rows.length).toBeGreaterThanOrEqual(8);
});

test("an edit of nothing reruns nothing", async () => {
  expect(await hashes()).toEqual(unchanged);
});

test.each(rows)(
  "an edit of $file reruns exactly what the table in CONTRIBUTING.md says",
  async ({ file, cells }) => {
    const before = await workspace.read(file);
    await workspace.write({ [file]: `${before}\n` });
    const after = await hashes();
    await workspace.write({ [file]: before });

    const rerun = tasks.map((task) =>
      [...after]
        .filter(([id, hash]) => unchanged.get(id) !== hash && cellOf(id)[0] === task)
        .map(([id]) => cellOf(id)[1])
        .toSorted()
        .join(", "),
    );
    expect(rerun).toEqual(cells.map((cell) => cell.split(", ").toSorted().join(", ")));
  },
);
