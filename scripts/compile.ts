import { rmSync } from "node:fs";

// Compiles the package in this folder to `dist`. What an earlier build left there, such as the
// output of a file that is gone, must not be published.
rmSync("dist", { recursive: true, force: true });

// The workspace's TypeScript, whatever a package needs for its own tools; in this process, as
// another one costs more than compiling.
process.argv.splice(2, Number.POSITIVE_INFINITY, "-p", "tsconfig.build.json");
await import(new URL("../node_modules/typescript/bin/tsc", import.meta.url).href);
