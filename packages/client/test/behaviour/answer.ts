import { charger, emptyList, failure, success } from "./bodies.ts";
import { fine, push, read, readRaw } from "./calls.ts";
import { equals, isTrue, matches, memberOf, rejectionOf } from "./check.ts";
import { type Behaviour, type Client, type ClientOptions, type Kit, start } from "./Kit.ts";
import type { Answer } from "./Script.ts";

const html = "<html><body>Bad gateway</body></html>";
const nested = `${'{"a":['.repeat(20_000)}1${"]}".repeat(20_000)}`;

interface Case {
  readonly answer: Answer;
  readonly error: Readonly<Record<string, unknown>>;
  readonly call?: (client: Client) => PromiseLike<unknown>;
  readonly options?: ClientOptions;
}

const invalid = { name: "InvalidResponseError", code: "INVALID_RESPONSE", status: 200 };
const id = { "x-request-id": "req_header" };

const cases: Readonly<Record<string, Case>> = {
  "200 with broken JSON": {
    answer: { body: '{"success":true,"data":', headers: id },
    error: { ...invalid, requestId: "req_header", snippet: '{"success":true,"data":' },
  },
  "200 with HTML": {
    answer: { body: html, headers: id },
    error: { ...invalid, requestId: "req_header", snippet: html },
  },
  "200 with nothing": { answer: { headers: id }, error: { ...invalid, requestId: "req_header" } },
  "204 with nothing, where there must be something": {
    answer: { status: 204 },
    error: { ...invalid, status: 204 },
  },
  "200 with success: false": {
    answer: { body: failure("DEVICE_NOT_FOUND", "No such device.") },
    error: { ...invalid, requestId: "req_1" },
  },
  "200 with success: false and data": {
    answer: { body: { ...success(charger("device_1")), success: false } },
    error: { ...invalid, requestId: "req_1" },
  },
  "202 with HTML, of a POST": {
    answer: { status: 202, body: html },
    error: { ...invalid, status: 202, method: "POST", attempts: 1 },
    call: push,
  },
  "200 with text": { answer: { body: "OK" }, error: { ...invalid, snippet: "OK" } },
  "200 with a JSON string": { answer: { body: '"OK"' }, error: invalid },
  "200 with a number": { answer: { body: "42" }, error: invalid },
  "200 with null": { answer: { body: "null" }, error: invalid },
  "200 with a list": { answer: { body: "[]" }, error: invalid },
  "200 with an empty object": { answer: { body: "{}" }, error: invalid },
  "200 with success, but no data": { answer: { body: { success: true } }, error: invalid },
  "200 with JSON that never ends nesting": {
    answer: { body: "[".repeat(200_000) },
    error: invalid,
  },
  "200 with broken UTF-8 as JSON": { answer: { body: '{"a":"\uFFFD' }, error: invalid },
  "404 with HTML": {
    answer: { status: 404, body: html, headers: id },
    error: { name: "NotFoundError", code: "HTTP_404", requestId: "req_header", snippet: html },
  },
  "401 with JSON that is not the API's": {
    answer: { status: 401, body: { message: "Missing Authentication Token" } },
    error: { name: "AuthenticationError", code: "HTTP_401", status: 401 },
  },
  "400 with an error that is text": {
    answer: { status: 400, body: { success: false, error: "nope" } },
    error: { name: "BadRequestError", code: "HTTP_400", status: 400 },
  },
  "502 with HTML": {
    answer: { status: 502, body: html, headers: id },
    error: { name: "ServerError", code: "HTTP_502", status: 502, requestId: "req_header" },
  },
  "503 with nothing": {
    answer: { status: 503 },
    error: { name: "ServerError", code: "HTTP_503", status: 503 },
  },
  "500 with null": {
    answer: { status: 500, body: "null" },
    error: { name: "ServerError", code: "HTTP_500", status: 500 },
  },
  "429 with HTML": {
    answer: { status: 429, body: html, headers: { "retry-after": "7" } },
    error: { name: "RateLimitError", code: "HTTP_429", status: 429, retryAfter: 7_000 },
  },
  "an error whose details never end nesting": {
    answer: {
      status: 409,
      body: `{"success":false,"error":{"code":"CONFLICT","message":"No.","details":${nested}},"meta":{}}`,
    },
    error: { status: 409 },
  },
  "200 with a list that is none": {
    answer: { body: success("no list") },
    error: {},
    call: (client) => client.listEvChargers(),
  },
  "a body that claims to be zipped": {
    answer: { ...fine, headers: { "content-encoding": "gzip" } },
    error: {},
  },
};

/** Answers that would fill the memory, were they read to their end. */
const gigantic: Readonly<Record<string, Answer & Pick<Case, "call">>> = {
  "a success": { body: success(charger("device_1")), fault: "gigantic" },
  "a list": {
    body: emptyList,
    fault: "gigantic",
    call: (client) => client.listEvChargers(),
  },
  "an error": { status: 404, body: failure("DEVICE_NOT_FOUND"), fault: "gigantic" },
  "a server's error": { status: 500, body: failure("INTERNAL_ERROR"), fault: "gigantic" },
  "a success that is small as long as it is zipped": {
    body: success(charger("device_1")),
    fault: "bomb",
  },
};

export const answers: readonly Behaviour[] = [
  ...Object.entries(cases).map(([what, { answer, error: expected, call = read, options }]) => ({
    name: `fails with a typed error on ${what}`,
    run: async (kit: Kit) => {
      const { client } = await start(kit, [answer], { retries: 0, ...options });
      const error = await rejectionOf(call(client));
      isTrue(kit.sdk.isEvChargerError(error), `an error of the client, not ${String(error)}`);
      matches(error, expected);
      isTrue(error.name !== "SyntaxError", "no SyntaxError");
      isTrue(error.message.length <= 1_000, `a short message, not ${error.message.length}`);
    },
  })),
  {
    name: "shows no more than the beginning of a long body",
    run: async (kit) => {
      for (const status of [200, 404, 502]) {
        const body = `<p>Bad gateway ${"x".repeat(100_000)}`;
        const { client } = await start(kit, [{ status, body }], { retries: 0 });
        const error = await rejectionOf(read(client));
        const json = JSON.stringify(error);
        isTrue(json.includes("Bad gateway"), `the beginning of the body in ${json}`);
        isTrue(json.length <= 2_000, `a bounded error, not ${json.length} characters`);
      }
    },
  },
  {
    name: "never takes text for data on the raw surface either",
    run: async (kit) => {
      for (const body of [html, "OK", '{"success":true,"data":', ""]) {
        const { client } = await start(kit, [{ body }], { retries: 0 });
        const error = await rejectionOf(readRaw(client));
        matches(error, invalid);
      }
    },
  },
  ...Object.entries(gigantic).map(([what, { call = read, ...answer }]) => ({
    name: `cuts off a gigantic body of ${what}`,
    alone: true,
    run: async (kit: Kit) => {
      const { client, seen } = await start(kit, [answer], { retries: 0 });
      const error = await rejectionOf(call(client));
      matches(error, { status: answer.status ?? 200 });
      isTrue(kit.sdk.isEvChargerError(error), "an error of the client");
      isTrue(!["TimeoutError", "ConnectionError"].includes(error.name), `not a ${error.name}`);
      isTrue(JSON.stringify(error).length <= 2_000, "a bounded error");
      if (answer.fault === "gigantic") await seen({ abandoned: 1 });
    },
  })),
  {
    name: "reads a body that is large, but not gigantic",
    run: async (kit) => {
      const { client } = await start(kit, { list: { total: 50, large: true } });
      const { items } = await client.listEvChargers({ query: { limit: 50 } });
      equals(items.length, 50, "the number of items");
      const characters = JSON.stringify(items).length;
      isTrue(characters > 500_000, `half a megabyte, not ${characters} characters`);
    },
  },
  {
    name: "does not let a body reach into prototypes",
    run: async (kit) => {
      const body = `{"success":false,"error":{"code":"X","message":"No.","details":{"__proto__":{"polluted":1}}},"meta":{"__proto__":{"polluted":1}}}`;
      const error = await rejectionOf(read((await start(kit, [{ status: 400, body }])).client));
      matches(error, { name: "BadRequestError" });
      equals(Reflect.get({}, "polluted"), undefined, "a property of every object");
      isTrue(kit.sdk.isEvChargerError(error), "an error of the client");
      equals(memberOf(error.details, "polluted"), undefined, "a property of the details");
    },
  },
];
