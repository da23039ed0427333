import { expect, test } from "vitest";
import {
  casesFrom,
  checkAnswer,
  contractFrom,
  exampleCasesFrom,
  loadContract,
} from "../src/index.ts";
import { tinyDocument } from "./tinyDocument.ts";

const namesOf = (document: unknown) =>
  casesFrom(contractFrom(document)).map(({ name }) => name.replace("putThing ", ""));

test("makes the cases of a contract from its examples, bounds, methods and bodies", () => {
  expect(namesOf(tinyDocument())).toEqual([
    "takes the body example small",
    "takes every parameter",
    'takes query depth="2", at minimum',
    'refuses query depth="1", below minimum',
    'takes query depth="3", just above minimum',
    'takes query depth="4", at maximum',
    'refuses query depth="5", above maximum',
    'refuses query depth="0.5", a fraction',
    'refuses query depth="true", a boolean',
    'refuses query depth="", empty',
    'refuses query depth="wrong", of the wrong type',
    "refuses query depth twice",
    "refuses query tag twice",
    "refuses a missing query tag",
    "ignores an unknown query parameter",
    'refuses body the whole="", empty',
    "refuses body the whole=null, null",
    'refuses body the whole="wrong", of the wrong type',
    "refuses body the whole=[], of the wrong type",
    "takes body the whole={}, without properties",
    "takes body the whole with an unknown property",
    "refuses malformed application/json, cut off",
    "refuses malformed application/json, with more behind it",
    "refuses malformed application/json, with a comma too many",
    "refuses malformed application/json, in single quotes",
    "refuses malformed application/json, not there",
    "refuses GET",
    "refuses POST",
    "refuses PATCH",
    "refuses DELETE",
  ]);
});

test("makes a case of each documented example, for mocks", () => {
  const names = exampleCasesFrom(contractFrom(tinyDocument())).map(({ name }) => name);
  expect(names).toEqual([
    "putThing serves the 200 example one",
    "putThing serves the 400 example bad",
    "putThing serves the 409 example busy",
  ]);
});

test.each([
  [{ minLength: 2 }, ["g, shorter than minLength", ", empty", "7, of the wrong type"]],
  [{ maxLength: 6 }, ["greengr, longer than maxLength"]],
  [
    { enum: ["green", "blue"] },
    [
      "green-unlisted, not in the list",
      "GREEN, in another case",
      ", empty",
      "7, of the wrong type",
    ],
  ],
  [{ maxLength: 5_000 }, []],
  [{ allOf: [{ maxLength: 5 }] }, ["greeng, longer than maxLength"]],
  [{ anyOf: [{ maxLength: 5 }, {}] }, []],
])("steps outside %j", (schema, expected) => {
  const document = JSON.parse(
    JSON.stringify(tinyDocument()).replace(
      '"schema":{"type":"string"},"example":"green"',
      `"schema":${JSON.stringify({ type: "string", ...schema })},"example":"green"`,
    ),
  ) as unknown;
  const refused = namesOf(document).filter((name) => name.startsWith("refuses query tag="));
  const told = refused.map((name) => name.replace('refuses query tag="', "").replace('"', ""));
  expect(told).toEqual(expected);
});

test.each([
  [Number.MAX_SAFE_INTEGER, ["9007199254740992"]],
  [2 ** 53, []],
  [Number.MAX_VALUE, []],
])("steps above %d only where a number can be one more", (maximum, expected) => {
  const document = JSON.parse(
    JSON.stringify(tinyDocument()).replace('"maximum":4', `"maximum":${maximum}`),
  ) as unknown;
  const above = namesOf(document).filter((name) => name.endsWith(" maximum"));
  const refused = above.filter((name) => name.endsWith(", above maximum"));
  expect(refused).toEqual(expected.map((text) => `refuses query depth="${text}", above maximum`));
  expect(above.length).toBeGreaterThan(refused.length);
});

test("needs no key where the contract asks for none, and tries without where it does", () => {
  const withKey = {
    ...tinyDocument(),
    security: [{ Key: [] }],
    components: {
      ...tinyDocument().components,
      securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-thing-key" } },
    },
  };
  expect(namesOf(tinyDocument())).not.toContain("refuses no key");
  expect(namesOf(withKey)).toContain("refuses no key");
  const [first] = casesFrom(contractFrom(withKey));
  expect(first?.request.keyHeaders).toEqual(["x-thing-key"]);
  expect(namesOf({ ...withKey, security: [{ Key: [] }, {}] })).not.toContain("refuses no key");
});

test("wants HEAD in Allow where the contract declares it", () => {
  const document = tinyDocument();
  const head = { operationId: "headThing", responses: { 204: { description: "There." } } };
  Object.assign(document.paths["/things/{thingId}"], { head });
  const both = contractFrom(document);
  const one = casesFrom(both).find(({ kind }) => kind === "undeclared method");
  if (one === undefined) throw new Error("No case with an undeclared method.");
  const complaints = (allow: string) =>
    checkAnswer(both, one, { status: 405, headers: new Headers({ allow }), body: "" })
      .map(({ message }) => message)
      .filter((message) => message.startsWith("Allow"));
  expect(complaints("PUT")).toEqual(["Allow is PUT, not PUT, HEAD"]);
  expect(complaints("PUT, HEAD")).toEqual([]);
});

test.each([[{ size: 1 }], [[{ size: 1 }]], [12], ["12"], [true], [{}]])(
  "sends no malformed body that is JSON, also where the example is %j",
  (value) => {
    const document = tinyDocument();
    Object.assign(document.paths["/things/{thingId}"].put.requestBody.content, {
      "application/json": { schema: {}, examples: { small: { value } } },
    });
    const malformed = casesFrom(contractFrom(document)).filter(
      ({ kind }) => kind === "malformed body",
    );
    expect(malformed.length).toBeGreaterThan(0);
    for (const { name, request } of malformed) {
      expect(() => JSON.parse(request.body?.text ?? "null") as unknown, name).toThrow(SyntaxError);
    }
  },
);

test("gives every case of the bundled contract a name of its own, and always the same", async () => {
  const names = casesFrom(await loadContract()).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(casesFrom(await loadContract()).map(({ name }) => name)).toEqual(names);
});

const contract = contractFrom(tinyDocument());

/** What is wrong with this answer to the first case whose name has that in it. */
function problems(
  name: string,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const all = [...casesFrom(contract), ...exampleCasesFrom(contract)];
  const one = all.find((candidate) => candidate.name.includes(name));
  if (one === undefined) throw new Error(`No case ${name}.`);
  const answer = {
    status,
    headers: new Headers({ "content-type": "application/json", "x-version": "1", ...headers }),
    body: JSON.stringify(body),
  };
  return checkAnswer(contract, one, answer).map(({ message }) => message);
}

test("refuses a documented answer that is not the one that the case asks for", () => {
  const thing = { id: "thing_1", madeAt: "2026-01-02T03:04:05.678Z" };
  expect(problems("example one", 200, thing)).toEqual([]);
  expect(problems("example one", 200, { ...thing, id: "thing_2" })).toEqual([
    "the body is not the example",
  ]);
  expect(problems("example one", 200, thing, { "content-type": "text/plain" })).toContain(
    "the content type is text/plain, not application/json",
  );
  const busy = { error: { code: "THING_BUSY" } };
  expect(problems("example busy", 409, busy)).toEqual([]);
});

test("refuses a code that the status does not list, also where the schema is open", () => {
  const document = tinyDocument();
  const { responses } = document.paths["/things/{thingId}"].put;
  Object.assign(responses, { 400: responses[409] });
  const opened = contractFrom(structuredClone(document));
  const one = casesFrom(opened).find(({ kind }) => kind === "refused input");
  if (one === undefined) throw new Error("No case with refused input.");
  const headers = new Headers({ "content-type": "application/json" });
  const answer = (code: string) => ({
    status: 400,
    headers,
    body: JSON.stringify({ error: { code } }),
  });
  expect(checkAnswer(opened, one, answer("THING_BUSY"))).toEqual([]);
  expect(checkAnswer(opened, one, answer("NEWER"))).toMatchObject([
    { message: 'the code is "NEWER", not THING_BUSY' },
  ]);
});

test("refuses a 405 whose Allow is missing or says something else", () => {
  const allow = (value?: string) =>
    problems("refuses GET", 405, {}, value === undefined ? {} : { allow: value }).filter(
      (message) => message.startsWith("Allow"),
    );
  expect(allow("PUT")).toEqual([]);
  expect(allow("put, OPTIONS")).toEqual([]);
  expect(allow()).toEqual(["Allow is missing, not PUT"]);
  expect(allow("PUT, HEAD")).toEqual([]);
  expect(allow("PUT, GET")).toEqual(["Allow is PUT, GET, not PUT"]);
});
