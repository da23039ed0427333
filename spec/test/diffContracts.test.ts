import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diffContracts } from "../diff/diffContracts.ts";
import { changed } from "./changed.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ev-charger-diff-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const UNKNOWN = {
  type: "object",
  required: ["code"],
  properties: { code: { type: "string", not: { $ref: "#/components/schemas/KnownCode" } } },
};
const named = (code: string) => ({
  type: "object",
  required: ["code"],
  properties: { code: { const: code } },
});
const refs = (...names: readonly string[]) =>
  names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
const texts = (...values: readonly string[]) => ({ type: "string", enum: values });

/** Schemas of a contract in which `Kind` may be asked for, and `Open` and `Failure` are answered. */
const SCHEMAS = {
  Kind: texts("a", "b"),
  Open: { anyOf: [...refs("Kind"), { type: "string" }] },
  KnownCode: texts("BUSY"),
  Busy: named("BUSY"),
  Unknown: UNKNOWN,
  Failure: { anyOf: refs("Busy", "Unknown") },
};

const answer = (name: string) => ({
  description: "It.",
  content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
});

const PARAMETER = { name: "kind", in: "query", schema: refs("Kind")[0] };

function contract(schemas: Readonly<Record<string, unknown>>): unknown {
  return {
    openapi: "3.1.0",
    info: { title: "Small", version: "1.0.0" },
    paths: {
      "/things": {
        get: {
          parameters: [PARAMETER],
          responses: { "200": answer("Open"), "409": answer("Failure") },
        },
      },
    },
    components: { schemas: { ...SCHEMAS, ...schemas } },
  };
}

type Schemas = Readonly<Record<string, unknown>>;

/** The impacts of what changed when some schemas are others, each with what is said of it. */
const changes = (then: Schemas, first: Schemas = {}): Promise<readonly string[]> =>
  compare(contract(first), contract(then));

async function compare(first: unknown, then: unknown): Promise<readonly string[]> {
  const [before, after] = [join(folder, "before.json"), join(folder, "after.json")];
  await writeFile(before, JSON.stringify(first));
  await writeFile(after, JSON.stringify(then));
  const { changes: found } = await diffContracts(before, after);
  return found.map(({ impact, messages }) => `${impact}: ${messages.join(" ")}`);
}

describe("the comparison of two contracts", () => {
  it("finds nothing between a contract and itself", async () => {
    expect(await changes({})).toEqual([]);
  });

  it("finds nothing where the first part of its kind is shared, or the last one no longer is", async () => {
    const apart = contract({});
    const shared = changed(apart, {
      "#/components/parameters": { kind: PARAMETER },
      "#/paths/~1things/get/parameters": [{ $ref: "#/components/parameters/kind" }],
    });

    expect(await compare(apart, shared)).toEqual([]);
    expect(await compare(shared, apart)).toEqual([]);
  });

  it("takes a known value more for an addition, where an answer may have values that nobody knows", async () => {
    expect(await changes({ Kind: texts("a", "b", "c") })).toEqual([
      "minor: The known values grew by `c`.",
    ]);
  });

  it("takes a value more for a break, where an answer has none but the known ones", async () => {
    const failure = (...kinds: readonly string[]) => ({
      Failure: { type: "object", properties: { kind: texts(...kinds) } },
    });

    expect(await changes(failure("a", "b"), failure("a"))).toEqual([
      "major: Enum of `kind` gained values: 'b'.",
    ]);
  });

  it("takes a value more for a break, where one of two answers has none but the known ones", async () => {
    const failure = { Failure: { type: "object", properties: { kind: refs("Kind")[0] } } };

    expect(await changes({ ...failure, Kind: texts("a", "b", "c") }, failure)).toEqual([
      "major: Enum of `Kind` gained values: 'c'.",
    ]);
  });

  it("takes a known value less for a break, where callers may send it", async () => {
    expect(await changes({ Kind: texts("a") })).toEqual([
      "major: Enum of `Kind` lost values: 'b'.",
    ]);
  });

  it("takes a known error more for an addition, where an answer may have errors that nobody knows", async () => {
    const found = await changes({
      KnownCode: texts("BUSY", "FULL"),
      Full: named("FULL"),
      Failure: { anyOf: refs("Busy", "Full", "Unknown") },
    });

    expect(found).toContain("minor: The known values grew by `FULL`.");
    expect(found).toContain("minor: `Full` is known now.");
    expect(found).not.toContainEqual(expect.stringMatching(/^major/u));
  });

  it("takes another kind of value for a break, even beside any text", async () => {
    expect(
      await changes({ Open: { anyOf: [...refs("Kind"), { type: "string" }, { type: "number" }] } }),
    ).toEqual([expect.stringMatching(/^major: /u)]);
  });

  it("names the file that cannot be compared", async () => {
    const missing = join(folder, "missing.json");

    await expect(diffContracts(missing, missing)).rejects.toThrow(
      `${missing} is no bundled contract: `,
    );
  });
});
