import { fileURLToPath } from "node:url";
import { command } from "./command.ts";
import { compareWithRelease } from "./release/compareWithRelease.ts";
import { promiseChanges } from "./release/promise.ts";

const help = `Promises what the contract's changes since its last release ask for: raises info.version and
writes a changeset, .changeset/contract.md, whose text is yours to edit.

Usage: pnpm contract:promise

  --help    Show this`;

const flags = { help: { type: "boolean", default: false } } as const;

const root = fileURLToPath(new URL("..", import.meta.url));

await command(help, flags, async () => {
  const compared = await compareWithRelease(root);
  if (compared === undefined) {
    return console.log("The contract was never released: its first version is info.version.");
  }
  const { level, version, written } = await promiseChanges(root, compared);
  const what = level === "none" ? `nothing since ${version}` : `${version}, a ${level} version`;
  console.log(`Promised: ${what}.`);
  for (const file of written) console.log(`  wrote ${file}`);
});
