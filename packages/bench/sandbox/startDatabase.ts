import { join } from "node:path";
import { isRecord } from "../../../scripts/isRecord.ts";
import { forkProgram } from "../forkProgram.ts";

/** What `servePostgres.ts` has brought. */
export interface Given {
  /** Which server it is. */
  readonly name: string;
  /** Of an empty database. */
  readonly url: string;
}

/** An empty database on a real PostgreSQL: of `DATABASE_URL` if it is set, or of one of our own. */
export async function startDatabase(
  signal: AbortSignal,
): Promise<Given & { stop(this: void): Promise<void> }> {
  signal.throwIfAborted();
  const program = forkProgram<string, Given | "removed">(
    join(import.meta.dirname, "servePostgres.ts"),
    [],
    // Whatever ends the bench, this one is ended by it, after all that uses the database.
    { signal: new AbortController().signal, seconds: 60, isAnswer, apart: true },
  );
  const stop = async (): Promise<void> => {
    try {
      await program.ask("remove");
    } finally {
      await program.stop();
    }
  };
  try {
    const given = await program.ask("bring");
    if (given === "removed") throw new TypeError("It removed what it was to bring.");
    return { ...given, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function isAnswer(value: unknown): value is Given | "removed" {
  if (value === "removed") return true;
  return isRecord(value) && typeof value["name"] === "string" && typeof value["url"] === "string";
}
