import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { formats } from "../generator/judgedFormats.ts";
import { issuesFrom } from "../src/validate/issuesFrom.ts";
import type { Judge, Validator } from "../src/validate/Validator.ts";
import { validatorsFrom } from "../generator/validatorsFrom.ts";

const json = (schema: unknown) => ({ content: { "application/json": { schema } } });

/** A document with one operation per name, `GET /<name>`, whose 200 has the schema. */
const documentWith = (schemas: Record<string, unknown>, components = {}) => ({
  paths: Object.fromEntries(
    Object.entries(schemas).map(([operationId, schema]) => [
      `/${operationId}`,
      { get: { operationId, responses: { 200: json(schema) } } },
    ]),
  ),
  components: { schemas: components },
});

/** What an application's bundler makes of some of the generated code. */
async function bundle(document: unknown, names: string): Promise<string> {
  const contents = validatorsFrom(document);
  const resolveDir = fileURLToPath(new URL("../src", import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names} } from "generated"`, resolveDir },
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
    plugins: [
      {
        name: "generated",
        setup(bundler) {
          bundler.onResolve({ filter: /^generated$/ }, ({ path }) => ({
            path,
            namespace: "generated",
          }));
          bundler.onLoad({ filter: /./, namespace: "generated" }, () => {
            return { contents, loader: "ts", resolveDir };
          });
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}

const hasValidators = (module: unknown): module is { validators: readonly Validator[] } =>
  typeof module === "object" && module !== null && "validators" in module;

/** The generated validators, running, by operationId. */
async function load(document: unknown): Promise<Map<string, Validator>> {
  const code = await bundle(document, "validators");
  const module: unknown = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  );
  if (!hasValidators(module)) throw new Error("The generated code has no validators.");
  return new Map(module.validators.map((one) => [one.operationId, one]));
}

async function judgeOf(schema: unknown, components = {}): Promise<Judge> {
  const validators = await load(documentWith({ only: schema }, components));
  const judge = [...validators.values()][0]?.responses["200"];
  if (judge === undefined) throw new Error("The operation has no judge.");
  return judge;
}

function issuesOf(judge: Judge, value: unknown): string[] {
  if (judge(value)) return [];
  return issuesFrom(judge.errors).map(({ pointer, problem }) => `${pointer} ${problem}`);
}

/** Schemas of many a keyword, with values of which they take some. */
const schemas: readonly (readonly [schema: unknown, ...values: unknown[]])[] = [
  [true, 1, null],
  [false, 1, null],
  [{}, 1, null],
  [{ type: ["string", "null"] }, "a", null, 1, {}],
  [
    { const: { a: [1, { b: null }] } },
    { a: [1, { b: null }] },
    { a: [1, { b: 1 }] },
    { a: [1] },
    { a: [1, { b: null }], c: 1 },
  ],
  [{ enum: ["a", 1, null, [2]] }, "a", 1, null, [2], [3], "b", {}],
  [{ type: "string", minLength: 2, maxLength: 2 }, "ab", "a", "👍👍", "👍", "abc", 12],
  [{ type: "string", pattern: '^/"\\d+\\.$' }, '/"1.', '/"1', "1."],
  [{ type: "integer", minimum: 1, exclusiveMaximum: 3 }, 1, 2, 3, 0, 1.5, "1"],
  [{ type: "number", multipleOf: 0.5 }, 1.5, 1.4],
  [{ type: "integer", format: "int32" }, 2147483647, 2147483648, -2147483649, 1.5],
  [{ format: "int32" }, "not a number", 1.5, 2147483647],
  [
    { type: "array", items: { type: "integer" }, minItems: 1, maxItems: 2 },
    [],
    [1],
    ["a"],
    [1, 2, 3],
  ],
  [
    { prefixItems: [{ type: "string" }], items: { type: "integer" } },
    ["a", 1],
    ["a", "b"],
    [1],
    [],
  ],
  [{ prefixItems: [{ type: "string" }], items: false }, ["a"], ["a", 1]],
  [{ uniqueItems: true }, [1, 2], [1, 1], [{ a: 1 }, { a: 1 }], [{ a: 1 }, { a: 2 }]],
  [{ contains: { const: 1 }, minContains: 2 }, [1, 1], [1, 0, 0, 0, 0, 0, 0, 1], [1], []],
  [
    { properties: { "a/b~c": { type: "string" }, "d e": true }, required: ["d e"] },
    { "d e": 1 },
    { "a/b~c": 1 },
    {},
  ],
  [
    {
      properties: {
        '"},{instancePath': { type: "string" },
        "it's\n$1": { enum: ["`${", '"', "\\"] },
      },
      required: ['a.b"'],
    },
    { 'a.b"': 1, "it's\n$1": "`${" },
    { 'a.b"': 1, "it's\n$1": "\\" },
    { 'a.b"': 1, "it's\n$1": 1 },
    { 'a.b"': 1, '"},{instancePath': 1 },
    {},
  ],
  [{ additionalProperties: { type: "string" }, properties: { a: {} } }, { a: 1, b: "x" }, { b: 1 }],
  [
    { additionalProperties: false, patternProperties: { "^x-": { type: "string" } } },
    { "x-a": "b" },
    { "x-a": 1 },
    { y: 1 },
  ],
  [
    {
      additionalProperties: false,
      properties: Object.fromEntries("abcdefghij".split("").map((name) => [name, true])),
    },
    { j: 1 },
    { k: 1 },
  ],
  [{ propertyNames: { maxLength: 1 } }, { a: 1 }, { ab: 1 }],
  [{ minProperties: 1, maxProperties: 1 }, {}, { a: 1 }, { a: 1, b: 2 }, []],
  [{ dependentRequired: { a: ["b"] } }, { a: 1 }, { a: 1, b: 1 }, {}],
  [{ dependentSchemas: { a: { required: ["b"] } } }, { a: 1 }, { a: 1, b: 1 }, {}],
  [
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    { if: { required: ["a"] }, then: { required: ["b"] }, else: { required: ["c"] } },
    { a: 1 },
    { a: 1, b: 1 },
    {},
    { c: 1 },
  ],
  [{ not: { type: "string" } }, 1, "a"],
  [{ allOf: [{ required: ["a"] }, { required: ["b"] }] }, { a: 1 }, { a: 1, b: 1 }],
  [{ anyOf: [{ type: "string", enum: ["a"] }, { type: "string" }] }, "a", "b", 1],
  [{ anyOf: [{ enum: [1, "a"] }, { type: "number" }] }, "a", 2, "b"],
  [{ type: "string", anyOf: [{ enum: ["a"] }, { type: "string" }], minLength: 1 }, "b", "", 1],
  [{ anyOf: [{ type: "object", required: ["a"] }, { type: "object" }] }, {}, 1],
  [{ oneOf: [{ type: "number" }, { minimum: 5 }, { type: "null" }] }, 1, 9, "a", null],
  [{ oneOf: [{ required: ["a"] }, { required: ["b"] }] }, { a: 1 }, { b: 1 }, { a: 1, b: 1 }, {}],
  [
    { anyOf: [{ items: { anyOf: [{ const: 1 }, { const: 2 }] } }, { maxItems: 1 }] },
    [1, 2],
    [3],
    [3, 3],
  ],
  [
    {
      allOf: [{ properties: { a: { type: "string" } } }],
      anyOf: [{ properties: { b: true } }, { properties: { c: true } }],
      unevaluatedProperties: false,
    },
    { a: "x", b: 1 },
    { a: "x", c: 1 },
    { d: 1 },
    { a: 1 },
  ],
  [{ prefixItems: [true], unevaluatedItems: false }, [1], [1, 2]],
  [
    { type: "string", format: "date-time" },
    "2026-06-02T12:00:00.000Z",
    "2026-02-29T12:00:00Z",
    "today",
    1,
  ],
  [{ type: "string", format: "uri-reference" }, "/actions/1", "a b", "https://example.com/?a=b#c"],
];

describe("a generated validator", () => {
  it("judges values as Ajv does at run time, whatever the keyword", async () => {
    const named = Object.fromEntries(schemas.map(([schema], index) => [`schema${index}`, schema]));
    const validators = await load(documentWith(named));
    const ajv = new Ajv2020({ strict: false, validateFormats: true });
    addFormats.default(ajv);
    const differences = schemas.flatMap(([schema, ...values], index) => {
      const oracle = ajv.compile(typeof schema === "boolean" ? schema : Object(schema));
      const judge = validators.get(`schema${index}`)?.responses["200"];
      return values
        .filter((value) => judge?.(value) !== oracle(value))
        .map((value) => ({ schema, value }));
    });
    expect(differences).toEqual([]);
  });

  it("follows references to any part of the document, and to the schema itself", async () => {
    const judge = await judgeOf(
      { $ref: "#/components/schemas/Tree" },
      {
        Tree: {
          type: "object",
          required: ["name"],
          properties: {
            name: { $ref: "#/components/schemas/a~1b~0c%20%C3%A9/anyOf/0" },
            children: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
          },
        },
        "a/b~c é": { anyOf: [{ type: "string" }] },
      },
    );
    expect(judge({ name: "a", children: [{ name: "b", children: [] }] })).toBe(true);
    expect(issuesOf(judge, { name: "a", children: [{ name: "b", children: [{}] }] })).toEqual([
      "/children/0/children/0/name is missing",
    ]);
  });

  it("judges the bodies that are documented, by status, and no others", async () => {
    const text = { content: { "text/plain": { schema: { type: "string" } } } };
    const problem = {
      content: { "application/problem+json; charset=utf-8": { schema: { type: "number" } } },
    };
    const validators = await load({
      paths: {
        "/things": {
          $ref: "#/components/pathItems/things",
        },
      },
      components: {
        pathItems: {
          things: {
            post: {
              operationId: "delete",
              requestBody: { $ref: "#/components/requestBodies/thing" },
              responses: {
                200: json({ type: "string" }),
                201: { content: { ...problem.content, ...json({ type: "boolean" }).content } },
                202: { description: "", headers: { Location: { schema: { type: "string" } } } },
                203: text,
                204: { description: "" },
                "4XX": problem,
                default: json({ type: "null" }),
              },
            },
            head: { operationId: "validators", responses: {} },
          },
        },
        requestBodies: { thing: { required: true, ...json({ type: "array" }) } },
      },
    });
    const { request, responses } = validators.get("delete") ?? {};
    expect(request?.required).toBe(true);
    expect([request?.judge([]), request?.judge({})]).toEqual([true, false]);
    const taken = Object.entries(responses ?? {}).map(([status, judge]) => {
      return [status, judge && ["a", 1, true, null].filter((value) => judge(value))];
    });
    expect(Object.fromEntries(taken)).toEqual({
      200: ["a"],
      201: [1, true],
      202: undefined,
      203: undefined,
      204: undefined,
      "4XX": [1],
      default: [null],
    });
    expect(validators.get("validators")).toEqual({ operationId: "validators", responses: {} });
  });

  it("takes a format that nobody knows for a remark", async () => {
    expect((await judgeOf({ type: "string", format: "phone" }))("anything")).toBe(true);
  });
});

describe("what is said of a value", () => {
  const kinds = {
    anyOf: [
      {
        type: "object",
        required: ["kind", "size"],
        properties: { kind: { const: "box" }, size: { type: "number" } },
      },
      {
        type: "object",
        required: ["kind", "name"],
        properties: { kind: { const: "bag" }, name: { type: "string" } },
      },
      {
        type: "object",
        required: ["kind"],
        properties: { kind: { type: "string", not: { enum: ["box", "bag"] } } },
      },
    ],
  };
  const closed = { anyOf: kinds.anyOf.slice(0, 2) };
  it.each([
    ["what the branch of its kind asks for", kinds, { kind: "box" }, ["/size is missing"]],
    ["all of it", kinds, { kind: "bag", name: 1 }, ["/name must be string"]],
    ["what tells the kinds apart", closed, { kind: "bin" }, ['/kind must be "box" or "bag"']],
    ["what a kind has to be", kinds, { kind: 1 }, ["/kind must be string"]],
    [
      "the types that it may have",
      { oneOf: [{ type: "object" }, { type: "null" }] },
      "a",
      [" must be object or null"],
    ],
    [
      "what any branch asks for",
      { anyOf: [{ pattern: "^a" }, { pattern: "^b" }] },
      "c",
      [" must match ^a or ^b"],
    ],
    [
      "the branch of its type",
      { oneOf: [{ type: "object", required: ["a"] }, { type: "null" }] },
      {},
      ["/a is missing"],
    ],
    [
      "that branches exclude one another",
      { oneOf: [{ minimum: 1 }, { minimum: 2 }] },
      3,
      [" must be just one of what it may be"],
    ],
    ["the first bad item", { items: { type: "string" } }, ["a", 1, 2, 3], ["/1 must be string"]],
    [
      "what should not be there",
      { additionalProperties: false },
      { "a/b~": 1 },
      ["/a~1b~0 is not allowed"],
    ],
    [
      "each place once",
      { required: ["a"], properties: { b: { type: "string", minLength: 3, pattern: "^x" } } },
      { b: "" },
      ["/a is missing", "/b must have at least 3 characters"],
    ],
    [
      "a long list in part",
      { enum: [1, 2, 3, 4, 5, 6, 7, 8] },
      9,
      [" must be one of 1, 2, 3, 4, 5, 6, …"],
    ],
  ])("is %s", async (_what, schema, value, issues) => {
    expect(issuesOf(await judgeOf(schema), value)).toEqual(issues);
  });

  it("comes soon, even of millions of errors", async () => {
    const judge = await judgeOf(
      {
        anyOf: [{ additionalProperties: { $ref: "#/components/schemas/Text" } }, { type: "null" }],
      },
      { Text: { anyOf: [{ type: "string", minLength: 1 }, { type: "null" }] } },
    );
    const hostile = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [index, {}]));
    const started = performance.now();
    expect(issuesOf(judge, hostile).length).toBeLessThan(1_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("the generated code", () => {
  const names = "abcdefghij".split("");
  const schema = (name: string) => ({
    required: [`${name}1`, `${name}2`],
    properties: {
      [`${name}1`]: { type: "string", pattern: `^${name}/`, format: "date-time" },
      [`${name}2`]: { $ref: `#/components/schemas/${name}` },
    },
  });
  const component = (name: string) => ({
    anyOf: [
      { const: { [name]: 1 } },
      {
        type: "object",
        unevaluatedProperties: false,
        properties: { [name]: { $ref: `#/components/schemas/${name}` } },
      },
    ],
  });
  const ten = documentWith(
    Object.fromEntries(names.map((name) => [name, schema(name)])),
    Object.fromEntries(names.map((name) => [name, component(name)])),
  );

  it("leaves a bundle nothing but the operations that it uses", async () => {
    const all = await bundle(ten, "validators");
    const one = await bundle(ten, "cValidator");
    expect(one).toContain('"c1"');
    expect(one).not.toMatch(/"[abd-j]1"/);
    expect(one.length).toBeLessThan(all.length / 5);
  });

  it("imports nothing but this package's own files, and makes no code at run time", () => {
    const code = validatorsFrom(ten);
    const imported = [...code.matchAll(/from "(.*?)"/g)].map(([, path]) => path);
    expect(imported.filter((path) => path?.startsWith("./validate/") !== true)).toEqual([]);
    expect(code).not.toMatch(/\beval\b|\bFunction\b|\brequire\b|\bimport\(/);
  });

  it("has nothing of what is said for people", () => {
    const bare = { type: "object", properties: { description: { type: "string" } } };
    const prose = {
      title: "A",
      description: "B",
      $comment: "C",
      "x-remedy": "D",
      default: {},
      examples: [1],
      example: 1,
      deprecated: true,
      readOnly: true,
      xml: {},
      externalDocs: { url: "E" },
      $defs: { F: true },
      discriminator: { propertyName: "G" },
    };
    const said = { ...bare, ...prose, properties: { description: { type: "string", ...prose } } };
    expect(validatorsFrom(documentWith({ a: said }))).toBe(
      validatorsFrom(documentWith({ a: bare })),
    );
  });

  it("is the same for the same document", () => {
    expect(validatorsFrom(ten)).toBe(validatorsFrom(structuredClone(ten)));
  });
});

describe("a document that cannot be judged", () => {
  it.each([
    ["has no paths", {}, /no "paths"/],
    [
      "has a keyword that nobody knows",
      documentWith({ a: { minLenght: 1 } }),
      /GET \/a: 200: .*"minLenght"/,
    ],
    ["has a keyword used wrongly", documentWith({ a: { minLength: "1" } }), /minLength/],
    [
      "refers to nothing",
      documentWith({ a: { items: { $ref: "#/components/schemas/B" } } }),
      /GET \/a: 200: \$ref #\/components\/schemas\/B: points to nothing/,
    ],
    [
      "refers elsewhere",
      documentWith({ a: { $ref: "b.yaml" } }),
      /GET \/a: 200: \$ref b.yaml: not a local one/,
    ],
    [
      "has a schema that is none",
      documentWith({ a: { items: [] } }),
      /GET \/a: 200: \[\] is not a schema/,
    ],
    ["has an operation without a name", { paths: { "/a": { get: {} } } }, /GET \/a: .*operationId/],
  ])("is refused, with the place, when it %s", (_what, document, message) => {
    expect(() => validatorsFrom(document)).toThrow(message);
  });
});

describe("formats", () => {
  const two = (number: number): string => String(number).padStart(2, "0");
  const dates = ["0000", "1900", "2000", "2023", "2024", "2100", "1996"].flatMap((year) =>
    Array.from({ length: 14 * 33 }, (_, n) => `${year}-${two(n % 14)}-${two(Math.floor(n / 14))}`),
  );
  const times = [
    "00:00:00Z",
    "24:00:00Z",
    "23:59:60Z",
    "23:58:60Z",
    "12:00:00",
    "12:00:00.5z",
    "12:60:00Z",
  ].concat([
    "12:00:00+0230",
    "12:00:00+24:00",
    "15:59:60-08:00",
    "12:00:00-02",
    "12:00:00.Z",
    "1:00:00Z",
    "",
  ]);
  it.each([
    ["date", dates],
    ["time", times],
    [
      "date-time",
      times.flatMap((time) => ["T", "t", " ", "", "_"].map((by) => `2024-02-29${by}${time}`)),
    ],
    ["date-time", dates.map((date) => `${date}T00:00:00Z`)],
    [
      "uri",
      [
        "http://a",
        "a:b",
        "//x",
        "/x",
        "x",
        "a b:c",
        "http://[::1]/",
        "urn:x:y",
        "1a:b",
        "http://a/%zz",
        "",
      ],
    ],
    ["byte", ["", "YQ==", "YWI=", "YWJj", "YWJ", "YW J", "===="]],
  ] as const)(
    "of %s, written as regular expressions, take what ajv-formats takes",
    (name, texts) => {
      const ajv = new Ajv2020({ strict: false });
      addFormats.default(ajv);
      const wanted = ajv.compile({ format: name });
      expect(texts.filter((text) => formats[name]?.test(text) !== wanted(text))).toEqual([]);
    },
  );
});
