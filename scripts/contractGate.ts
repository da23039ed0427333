import { fileURLToPath } from "node:url";
import { command } from "./command.ts";
import { summaryOf } from "./release/formats.ts";
import { complaintOf, gate } from "./release/gate.ts";
import { Stop } from "./Stop.ts";

const help = `Holds info.version and the pending changesets to what changed in the contract since its last release.
\`npm test\` and \`pnpm lint\` run it.

Usage: pnpm lint:release

  --help    Show this`;

const flags = { help: { type: "boolean", default: false } } as const;

await command(help, flags, async () => {
  const judged = await gate(fileURLToPath(new URL("..", import.meta.url)));
  if (judged === undefined)
    return console.log("The contract was never released: nothing to hold it to.");
  const complaint = complaintOf(judged);
  if (complaint !== undefined) throw new Stop(complaint, 1);
  console.log(summaryOf(judged.compared));
});
