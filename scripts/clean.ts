import { rm } from "node:fs/promises";

// What an earlier build left behind, such as the output of a file that is gone, must not be published.
for (const folder of process.argv.slice(2)) await rm(folder, { recursive: true, force: true });
