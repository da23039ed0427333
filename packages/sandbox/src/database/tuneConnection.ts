import { CompiledQuery, type DatabaseConnection } from "kysely";

/**
 * Every query has an index that fits it. A plan that was made while a table was empty must not go on
 * scanning it when it has grown, and none is worth compiling.
 */
const SETTINGS = {
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  plan_cache_mode: "force_generic_plan",
  jit: "off",
};

/** Tells a new connection how to plan. */
export async function tuneConnection(connection: DatabaseConnection): Promise<void> {
  for (const [name, value] of Object.entries(SETTINGS)) {
    await connection.executeQuery(CompiledQuery.raw(`set ${name} = ${value}`));
  }
}
