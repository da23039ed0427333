import type { CaseRequest } from "../src/index.ts";

/** A GET of one thing, with nothing but its key. */
export const emptyRequest: CaseRequest = {
  method: "GET",
  template: "/things/{thingId}",
  path: { thingId: "thing_1" },
  query: {},
  header: {},
  free: [],
  joined: [],
  body: undefined,
  keyHeaders: ["x-thing-key"],
};
