import { command } from "./command.ts";
import { readContract, readGenerated, rememberGenerated } from "./readContract.ts";
import { reportSurface } from "./reportSurface.ts";
import { Stop } from "./Stop.ts";
import { turbo } from "./turbo.ts";

const help = `Derives everything from the contract in spec/: the bundle, types, client and docs.
The mock and the contract tests read the bundle. Prints what changed in the public surface.

Usage: pnpm generate [flags]

  --force   Do all of it again, whatever the cache holds
  --help    Show this`;

const flags = {
  force: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

await command(help, flags, async ({ force }) => {
  const before = await readGenerated();
  const again = force ? ["--force"] : [];
  const code = await turbo("run", "generate", "build", "docs", "--output-logs=new-only", ...again);
  if (code !== 0)
    throw new Stop("Not generated; the reason stands above. Fix it and run it again.", 1);
  console.log(reportSurface(before, await readContract()));
  await rememberGenerated();
});
