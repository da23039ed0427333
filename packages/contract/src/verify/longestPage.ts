import type { Operation } from "../contract/Contract.ts";

/** The greatest `limit` that a list may be asked for; undefined when its schema has none. */
export function longestPage({ parameters }: Operation): number | undefined {
  const limit = parameters.find(({ name }) => name === "limit");
  const most = limit?.schema.follow().at("maximum").value;
  return typeof most === "number" ? most : undefined;
}
