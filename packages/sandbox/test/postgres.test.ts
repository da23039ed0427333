import { execFile } from "node:child_process";
import { expect, test } from "vitest";

const postgres = new URL("postgres.ts", import.meta.url).href;

test("a run whose tests failed does not end well because of the PostgreSQL that it started", async () => {
  const { DATABASE_URL: _, ...env } = process.env;
  const program = `
    const { ownPostgres } = await import(${JSON.stringify(postgres)});
    await (await ownPostgres()).remove();
    process.exitCode = 3;`;
  const args = ["--input-type=module", "--eval", program];
  const code = await new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error) => resolve(error?.code));
  });
  expect(code).toBe(3);
});
