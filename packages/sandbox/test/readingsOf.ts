import {
  type CompiledQuery,
  CompiledQuery as Compiled,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
} from "kysely";
import { isJson, type Json } from "../src/contract/Json.ts";
import type { Database } from "../src/database/Database.ts";

/** What a query read of a table, as the database tells. */
export interface Reading {
  readonly table: string;
  /** Such as `Index Scan`. */
  readonly how: string;
  readonly rows: number;
}

/** Runs what asks the database something, and tells how each of its queries is worked on. */
export async function readingsOf(
  database: Database,
  run: (database: Database) => Promise<unknown>,
): Promise<readonly Reading[]> {
  const queries: CompiledQuery[] = [];
  const { db } = database;
  const noting: KyselyPlugin = {
    transformQuery({ node, queryId }: PluginTransformQueryArgs) {
      queries.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  await run({ ...database, db: db.withPlugin(noting) });
  return db.connection().execute(async (connection) => {
    const readings: Reading[] = [];
    for (const { sql, parameters } of queries) {
      // As the sandbox has it worked on: prepared, with a plan for whatever comes.
      await connection.executeQuery(Compiled.raw(`prepare explained as ${sql}`));
      const explain = `explain (analyze, format json) execute explained(${parameters.map(literal).join()})`;
      const { rows } = await connection.executeQuery(Compiled.raw(explain));
      await connection.executeQuery(Compiled.raw("deallocate explained"));
      collect(rows, readings);
    }
    return readings;
  });
}

function literal(value: unknown): string {
  const text = Array.isArray(value)
    ? `{${value.map((one) => JSON.stringify(one)).join()}}`
    : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}

function collect(node: unknown, into: Reading[]): void {
  if (Array.isArray(node)) for (const one of node) collect(one, into);
  if (!isJson(node)) return;
  const table = node["Relation Name"];
  if (typeof table === "string") {
    const rows = numberOf(node, "Actual Rows") + numberOf(node, "Rows Removed by Filter");
    into.push({
      table,
      how: String(node["Node Type"]),
      rows: rows * numberOf(node, "Actual Loops"),
    });
  }
  for (const child of Object.values(node)) collect(child, into);
}

const numberOf = (node: Json, name: string): number => Number(node[name] ?? 0);
