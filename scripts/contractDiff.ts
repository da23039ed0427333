import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { command } from "./command.ts";
import { compareWithRelease } from "./release/compareWithRelease.ts";
import { FORMATS } from "./release/formats.ts";
import { Stop } from "./Stop.ts";

const help = `Shows what changed in the contract since it was last released, and how callers follow.

Usage: pnpm contract:diff [flags]

  --base FILE      A bundled contract to compare with; default: the newest in spec/released
  --format FORMAT  text, markdown, html or json; default: text
  --out FILE       Write it there instead of showing it
  --help           Show this`;

const flags = {
  base: { type: "string" },
  format: { type: "string", default: "text" },
  out: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

const NOTHING =
  "Nothing was released yet, so there is nothing to compare with. --base FILE takes any contract.";

const root = fileURLToPath(new URL("..", import.meta.url));

await command(help, flags, async ({ base, format, out }) => {
  const show = Object.entries(FORMATS).find(([name]) => name === format)?.[1];
  if (show === undefined) {
    throw new Stop(`--format ${format}: there is text, markdown, html and json.`, 2);
  }
  const found = await compareWithRelease(root, base);
  const shown = found === undefined ? NOTHING : show(found);
  if (out === undefined) return console.log(shown);
  await writeFile(out, `${stripVTControlCharacters(shown)}\n`).catch((error: unknown) => {
    throw new Stop(
      `--out ${out}: ${error instanceof Error ? error.message : String(error)}`,
      1,
      error,
    );
  });
});
