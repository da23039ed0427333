import { command } from "./command.ts";
import { readPorts, serve, serveFlags, serveHelp } from "./serve.ts";
import { Stop } from "./Stop.ts";
import { turbo } from "./turbo.ts";

const help = `Builds everything from the contract, then serves its docs and a mock of the API.

Usage: npm start [-- flags]

${serveHelp}`;

await command(help, serveFlags, async (flags) => {
  const ports = await readPorts(flags);
  console.log("Generating and building …");
  const code = await turbo("run", "generate", "build", "docs", "--output-logs=errors-only");
  if (code !== 0) throw new Stop("The build failed; the reason stands above.", 1);
  await serve(ports);
});
