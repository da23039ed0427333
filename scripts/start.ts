import { command } from "./command.ts";
import { readPorts, serve, serveFlags, serveHelp } from "./serve.ts";
import { Stop } from "./Stop.ts";
import { turbo } from "./turbo.ts";

const help = `Builds everything from the contract, then serves its docs, a mock of the API and the sandbox.

Usage: npm start [-- flags]

  --sandbox-port N  Port of the sandbox. Default: 4020; 0 picks a free one
${serveHelp}`;

const flags = { "sandbox-port": { type: "string", default: "4020" }, ...serveFlags } as const;

await command(help, flags, async (values) => {
  const ports = await readPorts(values);
  console.log("Generating and building …");
  const code = await turbo(
    "run",
    "generate",
    "build",
    "docs",
    "snapshot",
    "--output-logs=errors-only",
  );
  if (code !== 0) throw new Stop("The build failed; the reason stands above.", 1);
  await serve(ports);
});
