import { relative } from "node:path";
import { parseArgs } from "node:util";
import { buildDocs } from "./src/buildDocs.ts";

const USAGE = `Usage: node build.ts

Builds the API's reference from the spec's bundle into dist/: index.html, openapi.yaml, openapi.json.

  --help  show this text`;

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({ options: { help: { type: "boolean" } } });
    if (values.help === true) {
      console.log(USAGE);
      return 0;
    }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  try {
    const { page, bytes, milliseconds } = await buildDocs();
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    console.log(`${relative(process.cwd(), page)}  ${size}, ${milliseconds} ms`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

process.exitCode = await main();
