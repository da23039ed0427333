import { afterAll, beforeAll, expect, test } from "vitest";
import { isRecord } from "../scripts/isRecord.ts";
import { copyWorkspace, type Workspace } from "./copyWorkspace.ts";
import { run } from "./run.ts";
import { type RunningCommand, startCommand } from "./startCommand.ts";

let workspace: Workspace;
let site: RunningCommand;
let docs: string;

beforeAll(async () => {
  workspace = await copyWorkspace();
  site = startCommand(workspace.folder, "scripts/site.ts", "--docs-port", "0");
  docs = /Docs +(http:\S+)/.exec(await site.printed(/Watching/))?.[1] ?? "";
}, 120_000);

afterAll(async () => {
  await site?.stop();
  await workspace?.remove();
});

const page = async (path: string): Promise<string> => (await fetch(`${docs}/${path}`)).text();

test("a guide that is saved is served, and open pages are told to load again", async () => {
  const html = await page("guides/pagination.html");
  const [, script = ""] = /<script src="(\/[^"]+)"><\/script>\s*$/.exec(html) ?? [];
  const [, address = ""] = /EventSource\("([^"]+)"\)/.exec(await page(script.slice(1))) ?? [];
  const changes = await fetch(docs + address);
  await workspace.edit("packages/docs/guides/pagination.md", "# Pagination", "# Page by page");
  const read: unknown = await changes.body?.getReader().read();
  const value = isRecord(read) ? read["value"] : undefined;

  expect(value instanceof Uint8Array && new TextDecoder().decode(value)).toContain("data: changed");
  expect(await page("guides/pagination.html")).toContain("<h1>Page by page</h1>");
}, 60_000);

test("the contract is followed, too", async () => {
  await workspace.edit(
    "spec/paths/actions.yaml",
    "summary: List actions",
    "summary: List what was done",
  );
  await site.printed(/Cached: +\d+ cached, \d+ total/);
  while (!(await page("index.html")).includes("List what was done")) {
    await site.printed(/Cached: +\d+ cached, \d+ total/);
  }
  expect(await page("operations/listActions.md")).toContain("# List what was done");
}, 60_000);

test("a link that leads nowhere is told by its page, and the last good site stays", async () => {
  const good = await page("guides/pagination.html");
  await workspace.edit(
    "packages/docs/guides/pagination.md",
    "# Page by page\n",
    "# Page by page\n\n[x](nowhere.md)\n",
  );
  const text = await site.printed(/not built/);

  expect(text).toContain("guides/pagination links to nowhere.md, which is no page of the site");
  expect(await page("guides/pagination.html")).toBe(good);
}, 60_000);

test("a port that is taken is told with the flag that changes it, and Ctrl-C ends it well", async () => {
  const port = new URL(docs).port;
  const taken = await run(workspace.folder, process.execPath, [
    "scripts/site.ts",
    "--docs-port",
    port,
  ]);

  expect(taken.code).not.toBe(0);
  expect(await site.stop()).toBe(0);
  await expect(fetch(docs)).rejects.toThrow("fetch failed");
}, 60_000);
