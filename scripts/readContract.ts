import { readFile } from "node:fs/promises";
import { ifMissing } from "./ifMissing.ts";

const contractFile = new URL("../spec/dist/openapi.json", import.meta.url);

/** The bundle that everything is derived from; undefined when it was never built. */
export async function readContract(): Promise<unknown> {
  const text = await readFile(contractFile, "utf8").catch(ifMissing);
  return text === undefined ? undefined : JSON.parse(text);
}
