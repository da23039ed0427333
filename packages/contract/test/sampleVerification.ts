import { checks, type Failure, type Verification } from "../src/index.ts";
import { emptyRequest } from "./emptyRequest.ts";

/** A failure whose texts have all that a report may stumble over. */
export const awkward: Failure = {
  check: "documented body",
  operationId: "putThing",
  case: 'putThing takes body /note="<&>"',
  message: "the body: /note must be string & not <null>]]> \u0000\uD800 \u001B[31m",
  pointer: "#/components/schemas/Thing/properties/note/type",
  count: 9,
  others: ["putThing refuses \u0007", "putThing is tried"],
  requests: [
    {
      ...emptyRequest,
      method: "PUT",
      body: { type: "application/json", text: '{"note":"<&>"}' },
    },
    { ...emptyRequest, query: { tag: "'&<" } },
  ],
  answer: {
    status: 200,
    headers: new Headers({ "content-type": "application/json", "x-note": "a" }),
    body: `{"note":null,"more":"${"x".repeat(3_000)}"}`,
  },
};

const ofTheWholeRun: Failure = {
  check: "every operation succeeds",
  operationId: "getThing7",
  case: "getThing7, the whole run",
  message: "no request was answered with a success",
  pointer: "#/paths/~1things~1{thingId}/get",
  count: 1,
  others: [],
  requests: [],
  answer: undefined,
};

/** What a run of seven operations may find: the first fails, the last is not held to paging. */
export function sampleVerification(): Verification {
  const ids = ["putThing", ...[2, 3, 4, 5, 6, 7].map((number) => `getThing${number}`)];
  const passed = { passed: 123_456, failed: 0, notApplicable: 0 };
  const applied = checks.map(({ name }) => name).filter((name) => name !== "filters");
  const usual = Object.fromEntries(applied.map((name) => [name, passed]));
  return {
    baseUrl: "http://127.0.0.1:4020",
    seed: 7,
    profile: "full",
    requests: 1_234,
    duration: 5_678,
    operations: ids.map((operationId) => ({
      operationId,
      method: operationId === "putThing" ? "PUT" : "GET",
      path: "/things/{thingId}",
      cases: 42,
      checks: {
        ...usual,
        ...(operationId === "putThing" && {
          "documented body": { passed: 3, failed: 9, notApplicable: 0 },
        }),
        ...(operationId === "getThing7" && {
          "every operation succeeds": { passed: 0, failed: 1, notApplicable: 0 },
          pagination: { passed: 0, failed: 0, notApplicable: 5 },
          "pages walked": { passed: 1, failed: 0, notApplicable: 2 },
        }),
      },
    })),
    failures: [awkward, ofTheWholeRun],
    lacks: { paging: 7 },
    notes: ["listThings could not be walked."],
  };
}
