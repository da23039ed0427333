import { expect, test } from "vitest";
import { contractFrom, validateAnswer } from "../src/index.ts";
import { tinyDocument } from "./tinyDocument.ts";

const contract = contractFrom(tinyDocument());
const operation = "#/paths/~1things~1{thingId}/put";

interface Sent {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

const thing = { id: "thing_1", madeAt: "2026-01-02T03:04:05.678Z" };
const json = { "content-type": "application/json; charset=utf-8" };

/** What is wrong with an answer that is right but for what is given. */
const validate = ({ status = 200, headers = { ...json, "x-version": "1" }, body = thing }: Sent) =>
  validateAnswer(contract, {
    operationId: "putThing",
    status,
    headers: new Headers(headers),
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

test("accepts an answer that is as documented", () => {
  expect(validate({})).toEqual([]);
  expect(validate({ headers: { ...json, "x-version": "1", "x-note": "12" } })).toEqual([]);
  expect(validate({ status: 204, headers: {}, body: "" })).toEqual([]);
});

test("accepts a property that the contract does not name", () => {
  expect(validate({ body: { ...thing, newer: true } })).toEqual([]);
});

test("refuses a status that is not documented", () => {
  expect(validate({ status: 418 })).toEqual([
    { message: "the status 418 is not documented", pointer: `${operation}/responses` },
  ]);
});

test.each([
  ["another content type", "text/html", "text/html"],
  ["a content type that only begins alike", "application/json-seq", "application/json-seq"],
])("refuses %s", (_, type, named) => {
  expect(validate({ headers: { "content-type": type, "x-version": "1" } })).toEqual([
    {
      message: `the content type ${named} is not documented`,
      pointer: "#/components/responses/Thing/content",
    },
  ]);
});

test("refuses an answer without content type", () => {
  expect(validate({ headers: { "x-version": "1" } })).toMatchObject([
    { message: "the content type (none) is not documented" },
  ]);
});

test("refuses an answer without a required header", () => {
  expect(validate({ headers: json })).toEqual([
    {
      message: "the header X-Version is missing",
      pointer: "#/components/responses/Thing/headers/X-Version",
    },
  ]);
});

test("refuses a header whose value its schema does not allow", () => {
  expect(validate({ headers: { ...json, "x-version": "0" } })).toEqual([
    {
      message: "the header X-Version: the whole must be >= 1",
      pointer: "#/components/responses/Thing/headers/X-Version/schema/minimum",
    },
  ]);
});

test("refuses a wrong type in the body", () => {
  expect(validate({ body: { ...thing, id: 1 } })).toEqual([
    {
      message: "the body: /id must be string",
      pointer: "#/components/schemas/Thing/properties/id/type",
    },
  ]);
});

test("refuses a body without a required property", () => {
  expect(validate({ body: { id: "thing_1" } })).toEqual([
    {
      message: "the body: the whole must have required property 'madeAt'",
      pointer: "#/components/schemas/Thing/required",
    },
  ]);
});

test.each(["yesterday", "2026-01-02", "2026-13-02T03:04:05Z"])(
  "refuses %s where a date-time is due, and points into the schema that says so",
  (madeAt) => {
    expect(validate({ body: { ...thing, madeAt } })).toEqual([
      {
        message: 'the body: /madeAt must match format "date-time"',
        pointer: "#/components/schemas/Time/format",
      },
    ]);
  },
);

test.each(["", "{", "<html>"])("refuses the body %j, which is not JSON", (body) => {
  const [problem, ...others] = validate({ body });
  expect(problem?.message).toBe("the body is not JSON");
  expect(others).toEqual([]);
});

test("refuses a body where none is documented", () => {
  expect(validate({ status: 204, body: "late" })).toEqual([
    { message: "no body is documented", pointer: `${operation}/responses/204` },
  ]);
});

test("reports every problem of an answer at once", () => {
  expect(validate({ headers: json, body: { id: 1 } })).toHaveLength(3);
});

test("accepts an unknown error code where the schema of the status is open", () => {
  expect(validate({ status: 409, body: { error: { code: "THING_BUSY" } } })).toEqual([]);
  expect(validate({ status: 409, body: { error: { code: "NEWER" } } })).toEqual([]);
});

test("refuses an unknown error code where the schema of the status is closed", () => {
  expect(validate({ status: 400, body: { error: { code: "BAD_THING" } } })).toEqual([]);
  expect(validate({ status: 400, body: { error: { code: "NEWER" } } })).toEqual([
    {
      message: 'the body: /error/code must be equal to one of the allowed values (["BAD_THING"])',
      pointer: `${operation}/responses/400/content/application~1json/schema/properties/error/properties/code/enum`,
    },
  ]);
});

test("refuses a known error code at a status that does not list it, also where it is open", () => {
  const problems = validate({ status: 409, body: { error: { code: "BAD_THING" } } });
  expect(problems.map(({ pointer }) => pointer)).toContain(
    "#/components/schemas/ErrorUnknown/properties/code/not",
  );
});

test("throws for an operation that the contract does not have", () => {
  const answer = { operationId: "getNothing", status: 200, headers: new Headers(), body: "" };
  expect(() => validateAnswer(contract, answer)).toThrow("no operation getNothing");
});
