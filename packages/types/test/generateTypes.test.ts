import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generateTypes, typesFrom } from "../generateTypes.ts";

/** A document with the given schemas and, by default, no paths. */
function documentOf(schemas: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return {
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: {},
    components: { schemas },
    ...more,
  };
}

const KnownColour = { type: "string", enum: ["red", "green"] };
const aString = { type: "string" };

describe("typesFrom", () => {
  it("gives the same text for the same document, and leaves the document alone", async () => {
    const document = documentOf({ KnownColour, Colour: { anyOf: [KnownColour, aString] } });
    const before = structuredClone(document);
    expect(await typesFrom(document)).toBe(await typesFrom(document));
    expect(document).toEqual(before);
  });

  it("exports every component schema under its own name, whatever its casing", async () => {
    const names = ["EvCharger", "evChargerID", "HTTPError2", "_odd$"];
    const text = await typesFrom(
      documentOf(Object.fromEntries(names.map((name) => [name, { type: "object" }]))),
    );
    for (const name of names) {
      expect(text).toContain(`export type ${name} = Record<string, unknown>;`);
      expect(text).toContain(`${name}: ${name};`);
    }
  });

  it("refers to a schema by its own name, at any depth", async () => {
    const text = await typesFrom(
      documentOf({ A: { type: "array", items: { $ref: "#/components/schemas/B" } }, B: aString }),
    );
    expect(text).toContain("export type A = B[];");
    expect(text).not.toContain(`components["schemas"]["B"]`);
  });

  describe("an open set", () => {
    const cases: [name: string, schema: unknown, type: string][] = [
      [
        "that refers to its known values",
        { anyOf: [ref("KnownColour"), aString] },
        "KnownColour | (string & {})",
      ],
      ["written in place", { anyOf: [{ enum: ["a", "b"] }, aString] }, `"a" | "b" | (string & {})`],
      ["of one constant", { anyOf: [{ const: "now" }, aString] }, `"now" | (string & {})`],
      [
        "that lists the string first",
        { anyOf: [aString, ref("KnownColour")] },
        "KnownColour | (string & {})",
      ],
      [
        "that may be null",
        { anyOf: [ref("KnownColour"), aString, { type: "null" }] },
        "KnownColour | null | (string & {})",
      ],
      [
        "whose other strings may be null",
        { anyOf: [ref("KnownColour"), { type: ["string", "null"] }] },
        "KnownColour | null | (string & {})",
      ],
    ];
    it.each(cases)(
      "%s keeps its known values apart from other strings",
      async (_, schema, type) => {
        const text = await typesFrom(
          documentOf({
            KnownColour,
            Named: schema,
            Holder: {
              type: "object",
              properties: { one: schema, many: { type: "array", items: schema } },
            },
          }),
        );
        expect(text).toContain(`export type Named = ${type};`);
        expect(text).toContain(`one?: ${type};`);
        expect(text).toContain(`many?: (${type})[];`);
      },
    );

    it("is also found in parameters and in properties called like a keyword", async () => {
      const colour = { anyOf: [ref("KnownColour"), aString] };
      const text = await typesFrom({
        ...documentOf({
          KnownColour,
          Odd: { type: "object", properties: { example: colour, enum: colour } },
        }),
        paths: {
          "/paint": {
            get: {
              operationId: "paint",
              parameters: [{ name: "colour", in: "query", schema: colour }],
              responses: { "200": { description: "ok" } },
            },
          },
        },
      });
      expect(text.match(/\w+\?: KnownColour \| \(string & \{\}\);/g)).toEqual([
        "colour?: KnownColour | (string & {});",
        "example?: KnownColour | (string & {});",
        "enum?: KnownColour | (string & {});",
      ]);
    });

    it("is not seen where values of other types are allowed, nor in example data", async () => {
      const lookalike = { anyOf: [{ enum: ["a"] }, { type: "string" }] };
      const text = await typesFrom(
        documentOf({
          Mixed: { anyOf: [ref("Things"), aString] },
          Things: { type: "object", properties: { id: aString } },
          Plain: { type: "object", examples: [lookalike] },
        }),
      );
      expect(text).toContain("export type Mixed = Things | string;");
      expect(text).toContain("export type Plain = Record<string, unknown>;");
      expect(text).toContain(`"anyOf"`);
    });
  });

  it("keeps a closed enum closed", async () => {
    expect(await typesFrom(documentOf({ KnownColour }))).toContain(
      `export type KnownColour = "red" | "green";`,
    );
  });

  it("prints every string but the known ones so that it can stand beside them", async () => {
    const text = await typesFrom(
      documentOf({ KnownColour, Other: { type: "string", not: ref("KnownColour") } }),
    );
    expect(text).toContain("export type Other = (string & {});");
  });

  it("tells a closed empty object from an open one, and adds no index signature", async () => {
    const text = await typesFrom(
      documentOf({
        Closed: { type: "object", additionalProperties: false },
        ClosedOrNull: { type: ["object", "null"], additionalProperties: false },
        Open: { type: "object" },
        Request: { type: "object", properties: { a: aString }, additionalProperties: false },
      }),
    );
    expect(text).toContain("export type Closed = Record<string, never>;");
    expect(text).toContain("export type ClosedOrNull = Record<string, never> | null;");
    expect(text).toContain("export type Open = Record<string, unknown>;");
    expect(text).toMatch(/export type Request = \{\s+a\?: string;\s+\};/);
  });

  it("leaves a property with a default optional", async () => {
    const text = await typesFrom(
      documentOf({
        Request: { type: "object", properties: { size: { type: "integer", default: 10 } } },
      }),
    );
    expect(text).toMatch(/@default 10\s+\*\/\s+size\?: number;/);
  });

  it("carries descriptions, defaults and examples over as JSDoc", async () => {
    const text = await typesFrom(
      documentOf(
        {
          Size: {
            type: "integer",
            description: "Items on a page.\n\n- first\n- second",
            examples: [7],
          },
          Page: {
            type: "object",
            description: "A page. */ still the comment",
            properties: { size: ref("Size") },
          },
        },
        {
          paths: {
            "/pages": {
              get: {
                operationId: "listPages",
                summary: "List pages",
                description: "Newest first.",
                parameters: [{ name: "size", in: "query", schema: ref("Size") }],
                responses: { "200": { description: "ok" } },
              },
            },
          },
        },
      ),
    );
    expect(text).toContain(
      "/**\n * Items on a page.\n *\n * - first\n * - second\n * @example 7\n */\nexport type Size = number;",
    );
    expect(text).toContain("/** A page. *\\/ still the comment */\nexport type Page");
    expect(text).toMatch(/Items on a page\.[^/]+\*\/\s+size\?: Size;/);
    expect(text).toMatch(
      /\* List pages\s+\*\s+\* Newest first\.\s+\*\/\s+get: operations\["listPages"\]/,
    );
  });

  it("documents a shared parameter at the operation that uses it", async () => {
    const text = await typesFrom({
      ...documentOf({}),
      paths: {
        "/pages": {
          get: {
            operationId: "listPages",
            parameters: [{ $ref: "#/components/parameters/size" }],
            responses: { "200": { description: "ok" } },
          },
        },
      },
      components: {
        parameters: {
          size: {
            name: "size",
            in: "query",
            description: "Page size.",
            example: 20,
            schema: { type: "integer", default: 10 },
          },
        },
      },
    });
    expect(text).toMatch(
      /\* Page size\.\s+\* @default 10\s+\* @example 20\s+\*\/\s+size\?: number;/,
    );
  });

  it("writes a shared header at each answer that has it, optional unless it is required", async () => {
    const header = { description: "Left.", example: 9, schema: { type: "integer" } };
    const shared = (name: string) => ({ $ref: `#/components/headers/${name}` });
    const text = await typesFrom({
      ...documentOf({}),
      paths: {
        "/pages": {
          get: {
            operationId: "listPages",
            responses: {
              "200": {
                description: "ok",
                headers: { "x-left": shared("Left"), "x-needed": shared("Needed") },
              },
            },
          },
        },
      },
      components: { headers: { Left: header, Needed: { ...header, required: true } } },
    });
    expect(text).toMatch(/\* Left\.\s+\* @example 9\s+\*\/\s+"x-left"\?: number;/);
    expect(text).toContain(`"x-needed": number;`);
  });

  it.each(["paths", "operations", "components", "webhooks", "$defs", "Record"])(
    "refuses a schema called %s, which the generated file needs itself",
    async (name) => {
      await expect(typesFrom(documentOf({ [name]: aString }))).rejects.toThrow(
        `components.schemas: the name "${name}" is used by the generated file itself. Rename the schema.`,
      );
    },
  );

  it.each(["ev-charger", "Ev.Charger", "2fast", "string", "class", "a b"])(
    "refuses a schema called %s, which is no type name",
    async (name) => {
      await expect(typesFrom(documentOf({ [name]: aString }))).rejects.toThrow(
        `components.schemas: the name "${name}" is not a valid TypeScript type name.`,
      );
    },
  );

  it.each([[null], [[]], ["openapi: 3.1.0"], [{}]])(
    "refuses %j, which is no document",
    async (value) => {
      await expect(typesFrom(value)).rejects.toThrow("Not an OpenAPI document");
    },
  );
});

describe("generateTypes", () => {
  const output = new URL("../src/index.gen.ts", import.meta.url);

  it("names its source and the source's hash, and writes only what changed", async () => {
    await generateTypes();
    const source = await readFile(
      fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json")),
    );
    const hash = createHash("sha256").update(source).digest("hex").slice(0, 12);
    expect((await readFile(output, "utf8")).split("\n", 1)[0]).toBe(
      `// Generated from @ev-charger/spec/openapi.json (sha256 ${hash}). Do not edit.`,
    );
    const { mtimeMs } = await stat(output);
    await generateTypes();
    expect((await stat(output)).mtimeMs).toBe(mtimeMs);
  });
});

function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
