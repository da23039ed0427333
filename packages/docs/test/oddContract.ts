import { type Api, readApi } from "../src/contract/readApi.ts";

/** What a sample has to send: its body as it is, and of its headers those that it cannot do without. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An operation that is hard to write down as code. */
export interface OddOperation {
  readonly operationId: string;
  readonly sent: Sent;
  /** What the client's method is called with; none where it is called with nothing. */
  readonly argument?: unknown;
  readonly answer: { readonly status: number; readonly type?: string; readonly body?: string };
  /** What the program prints that sends it by `fetch`. */
  readonly printed: string;
}

const HARD = `it's "$HOME" \`id\` \\n\n\t\u2028 ü 😀 %s {a} [b]`;
// As a contract has it that was read from a file: what an object literal says here sets a prototype.
const HARD_BODY: unknown = JSON.parse(
  JSON.stringify({ "it's": HARD, "1a": [[], {}, null, -1.5], proto: 1 }).replace(
    "proto",
    "__proto__",
  ),
);

const json = (value?: unknown) => ({
  "application/json": { schema: {}, ...(value !== undefined && { examples: { one: { value } } }) },
});
const text = (type: string, value?: string) => ({
  [type]: { schema: {}, ...(value !== undefined && { examples: { one: { value } } }) },
});
const operation = (operationId: string, more: object) => ({
  operationId,
  summary: operationId,
  tags: ["Odd"],
  ...more,
});
const answers = (...contents: readonly (object | undefined)[]) =>
  Object.fromEntries(
    contents.map((content) => [
      content === undefined ? "204" : "200",
      { description: "Done.", ...(content !== undefined && { content }) },
    ]),
  );
const parameter = (name: string, where: string, example: unknown, more: object = {}) => ({
  name,
  in: where,
  required: true,
  schema: {},
  example,
  ...more,
});

const PATHS = {
  "/odd/{id}": {
    parameters: [parameter("id", "path", `a/b ${HARD}`)],
    put: operation("putOdd", {
      parameters: [
        parameter("tags", "query", ["a&b", HARD]),
        parameter("joined", "query", ["a", "b"], { explode: false }),
        parameter("x-reason", "header", `because "it's" $so é`),
        parameter("x-empty", "header", ""),
        parameter("left", "query", "out", { required: false }),
      ],
      requestBody: { required: true, content: json(HARD_BODY) },
      responses: answers(json()),
    }),
    delete: operation("delete", { responses: answers(undefined) }),
  },
  "/braces[1]": {
    head: operation("look-at", { responses: answers(json()) }),
    get: operation("readTable", { responses: answers(text("text/csv")) }),
    post: operation("getClass", {
      requestBody: {
        required: true,
        content: { ...text("text/plain", "@second best"), ...json("@best") },
      },
      responses: answers(json(), undefined),
    }),
    patch: operation("sayPlainly", {
      requestBody: { required: true, content: text("text/plain", `@${HARD}`) },
      responses: answers(undefined),
    }),
  },
};

const KEY = { "x-key": "the key" };
const SENDS_JSON = { ...KEY, "content-type": "application/json" };
const AT_BRACES = { url: "/braces[1]", headers: KEY, body: "" };
const ID = encodeURIComponent(`a/b ${HARD}`);
const TAGS = new URLSearchParams([
  ["tags", "a&b"],
  ["tags", HARD],
  ["joined", "a,b"],
]);

/** Every operation of the odd contract, and what has to come of it. */
export const ODD_OPERATIONS: readonly OddOperation[] = [
  {
    operationId: "putOdd",
    sent: {
      method: "PUT",
      url: `/odd/${ID}?${TAGS.toString()}`,
      headers: { ...SENDS_JSON, "x-reason": `because "it's" $so é`, "x-empty": "" },
      body: JSON.stringify(HARD_BODY),
    },
    argument: {
      path: { id: `a/b ${HARD}` },
      query: { tags: ["a&b", HARD], joined: ["a", "b"] },
      header: { "x-reason": `because "it's" $so é`, "x-empty": "" },
      body: HARD_BODY,
    },
    answer: { status: 200, type: "application/json", body: "[1]" },
    printed: "200 [ 1 ]\n",
  },
  {
    operationId: "delete",
    sent: { method: "DELETE", url: `/odd/${ID}`, headers: KEY, body: "" },
    argument: { path: { id: `a/b ${HARD}` } },
    answer: { status: 204 },
    printed: "204\n",
  },
  {
    operationId: "look-at",
    sent: { ...AT_BRACES, method: "HEAD" },
    answer: { status: 200, type: "application/json", body: "[1]" },
    printed: "200\n",
  },
  {
    operationId: "readTable",
    sent: { ...AT_BRACES, method: "GET" },
    answer: { status: 200, type: "text/csv", body: "a,b" },
    printed: "200 a,b\n",
  },
  {
    operationId: "getClass",
    sent: { ...AT_BRACES, method: "POST", headers: SENDS_JSON, body: '"@best"' },
    argument: { body: "@best" },
    answer: { status: 204 },
    printed: "204 \n",
  },
  {
    operationId: "sayPlainly",
    sent: {
      ...AT_BRACES,
      method: "PATCH",
      headers: { ...KEY, "content-type": "text/plain" },
      body: `@${HARD}`,
    },
    argument: { body: `@${HARD}` },
    answer: { status: 204 },
    printed: "204\n",
  },
];

/** A contract of operations that are hard to write down as code, all of which take a key in `x-key`. */
export const oddApi = (server: string): Api =>
  readApi({
    openapi: "3.1.0",
    info: { title: "Odd", version: "1.0.0" },
    servers: [{ url: server }],
    security: [{ Key: [] }],
    components: { securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-key" } } },
    paths: PATHS,
  });
