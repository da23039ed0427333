import { readAsks } from "./asks.ts";
import { type Contestant, startBare, startPrism, startSandbox } from "./contestants.ts";
import { recordAnswers } from "./recordAnswers.ts";
import { startDatabase } from "./startDatabase.ts";

/** A server in the field. */
export interface Entrant extends Contestant {
  readonly id: "postgres" | "pglite" | "prism" | "bare";
  readonly label: string;
}

/** All servers that are measured, ready. */
export interface Field {
  readonly entrants: readonly Entrant[];
  /** The database that ours runs on. */
  readonly databaseUrl: string;
  /** The first charger that nobody has given a command. */
  readonly from: number;
}

/** What there is to be cleaned up is added to it, the last first. */
export type CleanUps = (() => Promise<void>)[];

/** Starts every server, on a fleet of so many chargers. */
export async function startField(
  chargers: number,
  cleanUps: CleanUps,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<Field> {
  const ready = <One extends Contestant>(one: One): One => {
    cleanUps.push(one.stop);
    return one;
  };
  const flags = ["--chargers", String(chargers), "--users", String(Math.ceil(chargers / 100))];

  progress("starting PostgreSQL …");
  const database = await startDatabase(signal);
  cleanUps.push(database.stop);
  const { name, url: databaseUrl } = database;
  progress(`filling ${name} with ${chargers.toLocaleString("en")} chargers …`);
  const postgres = ready(await startSandbox({ flags, databaseUrl, signal }));
  progress("filling PGlite likewise …");
  const pglite = ready(await startSandbox({ flags, signal }));
  progress("starting Prism and the bare server …");
  const prism = ready(await startPrism(signal));
  const answers = await recordAnswers(postgres.url, await readAsks(chargers), 0, signal);
  const bare = ready(await startBare(answers, signal));
  return {
    entrants: [
      { ...postgres, id: "postgres", label: `sandbox, ${name}` },
      { ...pglite, id: "pglite", label: "sandbox, PGlite in memory" },
      { ...prism, id: "prism", label: "Prism, static" },
      { ...bare, id: "bare", label: "bare node:http, same bytes" },
    ],
    databaseUrl,
    from: 1,
  };
}
