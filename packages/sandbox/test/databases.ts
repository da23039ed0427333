import { inject, onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/index.ts";
import { createDatabase } from "./postgres.ts";

/** The databases that the sandbox runs on, each of which a test is to hold on. */
export const databases = ["PGlite", "PostgreSQL"] as const;
export type DatabaseName = (typeof databases)[number];

/** Starts a sandbox with an empty database of its own, and stops it when the test has ended. */
export async function sandboxOn(
  database: DatabaseName,
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const sandbox = await startOn(database, options);
  onTestFinished(sandbox.stop);
  return sandbox;
}

/** Starts one that is to be stopped by whoever asked for it; its database goes with it. */
export async function startOn(
  database: DatabaseName,
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const made = database === "PGlite" ? undefined : await createDatabase(inject("postgresUrl"));
  const sandbox = await startSandbox({
    now: "fleet",
    rateLimit: 0,
    ...(made && { databaseUrl: made.url }),
    ...options,
  });
  const stop = async (): Promise<void> => {
    await sandbox.stop();
    await made?.drop();
  };
  return { ...sandbox, stop };
}
