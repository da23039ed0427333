import { expect, test } from "vitest";
import { contractFrom, InvalidContractError, loadContract, validateAnswer } from "../src/index.ts";
import { tinyDocument } from "./tinyDocument.ts";

/** The tiny contract with one text of it replaced. */
function edited(from: string, to: string): unknown {
  const before = JSON.stringify(tinyDocument());
  expect(before).toContain(from);
  return JSON.parse(before.replaceAll(from, to));
}

test.each([
  ["not a document", "nonsense", "#/openapi of the contract is not a text"],
  ["another version", edited("3.1.0", "3.0.3"), "#/openapi of the contract is not 3.1"],
  [
    "a reference to nothing",
    edited("responses/Thing", "responses/Nothing"),
    "#/paths/~1things~1{thingId}/put/responses/200 of the contract refers to #/components/responses/Nothing, which is not in the document",
  ],
  [
    "a reference elsewhere",
    edited("#/components/responses/Thing", "other.yaml"),
    "bundle it first",
  ],
  [
    "a circular reference",
    edited("#/components/responses/Thing", "#/paths/~1things~1{thingId}/put/responses/200"),
    "refers to itself",
  ],
  [
    "an operation without operationId",
    edited('"operationId":"putThing",', ""),
    "#/paths/~1things~1{thingId}/put/operationId of the contract is not a text",
  ],
  ["a cookie", edited('"in":"query"', '"in":"cookie"'), "is not path, query or header"],
  ["a parameter without example", edited(',"example":"green"', ""), "Add an `example`"],
  ["a body without example", edited('"small":{"value":{"size":1}}', ""), "Add named `examples`"],
  ["a range of statuses", edited('"409":', '"4XX":'), "Document each status by its number"],
])("refuses %s and says where and why", (_, document, message) => {
  const read = () => contractFrom(document);
  expect(read).toThrow(InvalidContractError);
  expect(read).toThrow(message);
});

test("refuses two operations of the same name", () => {
  const document = tinyDocument();
  Object.assign(document.paths, { "/others/{thingId}": document.paths["/things/{thingId}"] });
  expect(() => contractFrom(document)).toThrow("two operations called putThing");
});

test("keeps parameters of one name apart by where they are, and lets the operation's own win", () => {
  const inQuery = { name: "thingId", in: "query", schema: {}, example: 2 };
  const inPath = { name: "thingId", in: "path", required: true, schema: {}, example: 3 };
  const document = tinyDocument();
  Object.assign(document.paths["/things/{thingId}"].put, { parameters: [inQuery, inPath] });
  const [operation] = contractFrom(document).operations;
  expect(operation?.parameters).toMatchObject([
    { in: "path", example: 3 },
    { in: "query", example: 2 },
  ]);
});

test("does not pass by a format that it cannot check", () => {
  const contract = contractFrom(edited("date-time", "stardate"));
  const headers = new Headers({ "content-type": "application/json", "x-version": "1" });
  const answer = { operationId: "putThing", status: 200, headers, body: "{}" };
  expect(() => validateAnswer(contract, answer)).toThrow("stardate");
});

test("says which file it cannot read", async () => {
  await expect(loadContract("/nowhere/openapi.json")).rejects.toThrow(
    "Cannot read the contract /nowhere/openapi.json",
  );
});
