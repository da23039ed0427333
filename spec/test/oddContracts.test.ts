import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alike } from "../diff/alike.ts";
import { diffContracts } from "../diff/diffContracts.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ev-charger-odd-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Schemas = Readonly<Record<string, unknown>>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };
const number = { type: "integer" };

/** As many members, each made by its number. */
const times = (count: number, of: (at: number) => readonly [string, unknown]): Schemas =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => of(at)));

/** A contract that answers the schema `S0`. */
const contract = (schemas: Schemas, openapi = "3.1.0") => ({
  openapi,
  info: { title: "Odd", version: "1.0.0" },
  paths: {
    "/odd": {
      get: {
        responses: {
          "200": { description: "It.", content: { "application/json": { schema: ref("S0") } } },
        },
      },
    },
  },
  components: { schemas },
});

async function worth(before: unknown, after: unknown): Promise<readonly string[]> {
  const files = [join(folder, "before.json"), join(folder, "after.json")] as const;
  await writeFile(files[0], JSON.stringify(before));
  await writeFile(files[1], JSON.stringify(after));
  const { changes } = await diffContracts(...files);
  return [...new Set(changes.map(({ impact }) => impact))];
}

/** Schemas of which each holds all of them, each with its own description. */
const mesh = (count: number, last: unknown): Schemas =>
  times(count, (at) => {
    const others = times(count, (to) => [
      `p${to}`,
      { ...ref(`S${to}`), description: `From ${at} to ${to}.` },
    ]);
    return [`S${at}`, { type: "object", properties: { ...others, value: last } }];
  });

/** Schemas of which each holds the next, with a description. */
const chain = (count: number, last: unknown): Schemas =>
  times(count, (at) => {
    const next = { ...ref(`S${at + 1}`), description: "Next." };
    return [`S${at}`, at === count - 1 ? last : { type: "object", properties: { next } }];
  });

/** Two operations for each of some schemas, of which each holds two others. */
function large(count: number, last: unknown) {
  const paths = times(count, (at) => {
    const content = { "application/json": { schema: ref(`S${at}`) } };
    const responses = { "200": { description: "It.", content } };
    return [`/things${at}`, { get: { responses }, put: { requestBody: { content }, responses } }];
  });
  const schemas = times(count, (at) => {
    const properties = {
      one: { ...ref(`S${(at + 1) % count}`), description: "One." },
      other: { ...ref(`S${(at + 7) % count}`), description: "Another." },
      value: at === count - 1 ? last : text,
    };
    const id = { type: "object", properties: { id: text } };
    return [`S${at}`, { allOf: [id, { type: "object", properties }] }];
  });
  return { ...contract(schemas), paths };
}

describe("the comparison of odd contracts", () => {
  it("finds a break in schemas that all hold one another, without writing all of them in each", async () => {
    const [before] = alike(contract(mesh(12, text)), contract(mesh(12, text)));

    expect(JSON.stringify(before).length).toBeLessThan(200_000);
    expect(await worth(contract(mesh(12, text)), contract(mesh(12, number)))).toEqual(["major"]);
  });

  it("finds a break at the end of a long row of schemas, each with a description of its own", async () => {
    expect(await worth(contract(chain(60, text)), contract(chain(60, number)))).toEqual(["major"]);
  });

  it("finds what changed in a schema that is a part of itself", async () => {
    const own = (property: unknown) => ({
      S0: { allOf: [ref("S0"), { type: "object", properties: { a: property } }] },
    });

    expect(await worth(contract(own(text)), contract(own(text)))).toEqual([]);
    expect(await worth(contract(own(text)), contract(own(number)))).toEqual(["major"]);
  });

  it("says which contract has a reference that leads to itself", async () => {
    await expect(worth(contract({ S0: text }), contract({ S0: ref("S0") }))).rejects.toThrow(
      /Can't resolve \$ref/u,
    );
  });

  it("finds the one break in 300 operations that refer to one another's schemas", async () => {
    const [before] = alike(large(150, text), large(150, text));

    expect(JSON.stringify(before).length).toBeLessThan(20_000_000);
    expect(await worth(large(150, text), large(150, number))).toEqual(["major"]);
  });
});

describe("the comparison of contracts of several versions of OpenAPI", () => {
  const parts = { S1: { type: "object", properties: { a: text } } };
  const old = {
    type: "object",
    properties: {
      name: { ...text, nullable: true },
      size: { ...number, minimum: 0, exclusiveMinimum: true },
      owner: { allOf: [ref("S1")], nullable: true },
    },
  };
  const now = {
    type: "object",
    properties: {
      name: { type: ["string", "null"] },
      size: { ...number, exclusiveMinimum: 0 },
      owner: { oneOf: [ref("S1"), { type: "null" }] },
    },
  };

  it("finds nothing where 3.1 says what 3.0 said", async () => {
    const before = contract({ S0: old, ...parts }, "3.0.3");
    const after = contract({ S0: now, ...parts });

    expect(await worth(before, after)).toEqual([]);
    expect(await worth(after, before)).toEqual([]);
  });

  it("finds the break that comes with the newer version", async () => {
    const before = contract({ S0: { type: "object", properties: { name: text } } }, "3.0.3");
    const after = contract({ S0: { type: "object", properties: { name: now.properties.name } } });

    expect(await worth(before, after)).toEqual(["major"]);
  });

  it("takes null for a value of a set that 3.0 calls nullable", async () => {
    const kind = { type: "string", enum: ["a", "b"] };
    const before = contract({ S0: kind }, "3.0.3");
    const after = contract({ S0: { ...kind, nullable: true } }, "3.0.3");

    expect(await worth(before, after)).toContain("major");
  });

  it("finds the operation that is gone beside a path of 3.0 that is written elsewhere", async () => {
    const whole = contract({ S0: text }, "3.0.3");
    const elsewhere = { $ref: "#/paths/~1odd" };
    const drop = { responses: { "204": { description: "Gone." } } };
    const before = { ...whole, paths: { ...whole.paths, "/old": { ...elsewhere, delete: drop } } };
    const after = { ...whole, paths: { ...whole.paths, "/old": elsewhere } };

    expect(await worth(before, after)).toContain("major");
  });
});
