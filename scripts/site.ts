import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { relative } from "node:path";
import { startDocs } from "../packages/docs/src/startDocs.ts";
import { command } from "./command.ts";
import { isContract, onSave } from "./onSave.ts";
import { listen, portOf, serveFlags } from "./serve.ts";
import { Stop } from "./Stop.ts";
import { turbo } from "./turbo.ts";

const help = `Builds the site of the docs and serves it. When the contract, a guide, a decision or the site's own
code is saved, it is built again, and open pages load again. Fails to build: the last good site stays.

Usage: pnpm site [flags]

  --docs-port N     Port of the docs. Default: 4000; 0 picks a free one
  --help            Show this`;

const { "docs-port": docsPort, help: helpFlag } = serveFlags;

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = (path: string): string => fileURLToPath(new URL(`../${path}/`, import.meta.url));
const everything = (file: string): boolean => !/(?:^|\/)\.|~$/.test(file);

const watched = [
  { folder: folder("spec"), counts: isContract },
  ...["guides", "decisions", "src"].map((name) => ({
    folder: folder(`packages/docs/${name}`),
    counts: everything,
  })),
];

const build = async (): Promise<boolean> =>
  (await turbo("run", "@ev-charger/docs#docs", "--output-logs=new-only")) === 0;

await command(help, { "docs-port": docsPort, help: helpFlag }, async (flags) => {
  const port = portOf("docs-port", flags["docs-port"]);
  console.log("Building the site …");
  if (!(await build())) throw new Stop("Not built; the reason stands above.", 1);
  const docs = await listen("docs", port, () => startDocs({ port, reloads: true }));
  const watcher = onSave(watched, async (files) => {
    console.log(`\n${files.map((file) => relative(root, file)).join(", ")}`);
    if (await build()) docs.reload();
    else console.log(`${styleText("red", "not built")}: the last good site keeps being served`);
  });
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    watcher.close();
    stopping ??= docs.stop().catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  };
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);
  console.log(`\n  Docs     ${docs.url}\n\nWatching spec/ and packages/docs/. Ctrl-C stops it.`);
});
