import { relative } from "node:path";
import { parseArgs } from "node:util";
import { buildDocs } from "./src/buildDocs.ts";

const USAGE = `Usage: node build.ts

Builds the site of the docs from the spec's bundle into dist/: reference, guides, console, changelog,
and the same for machines. DOCS_URL is where it will be published, for its canonical links.

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
    const { page, pages, bytes, milliseconds } = await buildDocs();
    const size = `${pages} pages, ${(bytes / 1e6).toFixed(1)} MB`;
    console.log(`${relative(process.cwd(), page)}  ${size}, ${milliseconds} ms`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

process.exitCode = await main();
