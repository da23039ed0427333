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

/** What tells a new connection how to plan. */
export const tuning = Object.entries(SETTINGS)
  .map(([name, value]) => `set ${name} = ${value};`)
  .join(" ");
