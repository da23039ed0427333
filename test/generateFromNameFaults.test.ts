import { describe, expect, it } from "vitest";
import { answer, contract, one, refusal } from "./refusedContract.ts";

const schemas = (all: object, ref = "A"): Record<string, unknown> =>
  contract(
    { "/x": { get: answer({ $ref: `#/components/schemas/${ref}` }) } },
    { components: { schemas: all } },
  );

describe("a contract is refused, with the place and the next step,", () => {
  it.each([
    [
      "with a type that is composed of itself",
      schemas({
        A: { allOf: [{ $ref: "#/components/schemas/B" }] },
        B: { oneOf: [{ $ref: "#/components/schemas/A" }] },
      }),
      /components\.schemas\.A: it is composed of itself[^]*components\.schemas\.B/,
    ],
    [
      "with nullable, which is none of 3.1",
      schemas({ A: { type: "string", nullable: true } }),
      /components\.schemas\.A: the keyword nullable cannot be carried.*"null"/,
    ],
    [
      "with references by anchors",
      schemas({ A: { $anchor: "a", type: "string" } }),
      /the keyword \$anchor/,
    ],
    [
      "with references that depend on who refers",
      schemas({ A: { $dynamicRef: "#a" } }),
      /the keyword \$dynamicRef/,
    ],
    [
      "with a schema that has no letters",
      schemas({ "42": {}, A: {}, "--": {} }),
      /the name "--": has no letters that can name a type/,
    ],
    [
      "with schemas of one name",
      schemas({ A: {}, "Pet.Item": {}, PetItem: {} }),
      /the name "PetItem": and "Pet\.Item" would both be the type PetItem\. Rename/,
    ],
    [
      "with an expression that is none",
      schemas({ A: { type: "string", pattern: "(" } }),
      /components\.schemas\.A: the pattern \( is no regular expression of JavaScript/,
    ],
    [
      "with operationIds of one name",
      contract({
        "/a": { get: { operationId: "list-pets", ...answer({}) } },
        "/b": { get: { operationId: "listPets", ...answer({}) } },
      }),
      /GET \/a: the operationId is "list-pets": its method would be "listPets", as that of GET \/b\. Rename it/,
    ],
    [
      "with derived names that are the same",
      contract({ "/a-b": { get: answer({}) }, "/a/b": { get: answer({}) } }),
      /GET \/a\/b: it has no operationId: its method would be "getAB", as that of GET \/a-b\. Give it one/,
    ],
    [
      "with an operationId in letters of no name",
      one({ operationId: "取得" }),
      /which has no letters that can name a method\. Rename/,
    ],
    [
      "with a method that every promise has",
      one({ operationId: "then" }),
      /every client has a member "then" already/,
    ],
    [
      "with a method that every object has",
      one({ operationId: "__proto__" }),
      /every client has a member "__proto__" already/,
    ],
    [
      "with a method of raw requests",
      one({ operationId: "GET" }),
      /every client has a member "GET" already/,
    ],
  ])("%s", async (_, document, said) => {
    expect(await refusal(document)).toMatch(said);
  });
});
