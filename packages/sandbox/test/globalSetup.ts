import type { TestProject } from "vitest/node";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of the PostgreSQL that the tests share; each file makes databases of its own in it. */
    postgresUrl: string;
  }
}

/** Starts one PostgreSQL for all test files, says which, and stops it in the end. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  console.log(`The database tests run on ${postgres.name}, and on PGlite.`);
  provide("postgresUrl", postgres.url);
  return postgres.remove;
}
