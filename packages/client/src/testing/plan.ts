import { HttpResponse, type PathParams, delay } from "msw";
import { isRecord } from "../isRecord.ts";
import { complete } from "./complete.ts";
import type { MockedAnswer, MockedOperation } from "./MockedOperation.ts";
import { isWhole, pageOf } from "./pageOf.ts";

type HeaderValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** Any operation's answer, without its types. */
export interface LooseAnswer {
  readonly example?: string | undefined;
  readonly data?: unknown;
  readonly meta?: unknown;
  readonly body?: unknown;
  readonly error?: string | undefined;
  readonly message?: string | undefined;
  readonly details?: unknown;
  readonly headers?: HeaderValues | undefined;
  readonly delay?: number | "infinite" | undefined;
  readonly networkError?: boolean | undefined;
  readonly brokenBody?: boolean | undefined;
}

/** Answers a request, of which MSW found these path parameters. */
export type Plan = (request: Request, matched: PathParams) => Promise<Response>;

/**
 * Works an answer out as far as it does not depend on the request.
 *
 * @param id The operation's id, for messages.
 * @throws Error for an example or code that the operation has not, and what it has instead.
 */
export function plan(id: string, operation: MockedOperation, answer: LooseAnswer): Plan {
  const { example, body, status, pages } =
    answer.error === undefined
      ? success(id, operation, answer)
      : { ...failure(id, operation, answer, answer.error), pages: undefined };
  if (answer.brokenBody === true && body === undefined) {
    throw new Error(`mock.${id}: no body, so none can break off. Use networkError().`);
  }
  const headers = headersOf({ ...example.headers, ...answer.headers });
  return async (request) => {
    if (answer.delay !== undefined) await delay(answer.delay);
    if (answer.networkError === true) return HttpResponse.error();
    const query = new URL(request.url).searchParams;
    const sent = pages === undefined ? body : pages(query);
    const text = typeof sent === "string" && !isJson(headers) ? sent : JSON.stringify(sent);
    if (text === undefined || operation.method === "HEAD") {
      return new HttpResponse(null, { status, headers });
    }
    return answer.brokenBody === true
      ? halfOf(text, { status, headers })
      : HttpResponse.text(text, { status, headers });
  };
}

interface Planned {
  readonly example: MockedAnswer;
  readonly status: number;
  readonly body: unknown;
  readonly pages?: ((query: URLSearchParams) => unknown) | undefined;
}

function success(id: string, operation: MockedOperation, answer: LooseAnswer): Planned {
  const { examples, envelope, pages: limits } = operation;
  const example = pick(`mock.${id}: no example`, examples, answer.example);
  const { status } = example;
  if (answer.body !== undefined) return { example, status, body: answer.body };
  const { data, meta } = answer;
  const changes = envelope ? setOf({ data, meta }) : data;
  const body = changed(example, examples, changes);
  const whole = envelope && isRecord(body) ? body["data"] : body;
  const given = isRecord(data) ? data : {};
  const isCut = given["pagination"] === undefined && ("items" in given || isWhole(whole));
  if (limits === undefined || !isCut) return { example, status, body };
  const pages = (query: URLSearchParams) => {
    const page = pageOf(whole, query, limits);
    return envelope && isRecord(body) ? { ...body, data: page } : page;
  };
  return { example, status, body, pages };
}

function failure(
  id: string,
  { errors }: MockedOperation,
  { example: name, message, details, meta }: LooseAnswer,
  code: string,
): Planned {
  const examples = pick(`mock.${id}: no documented error`, errors, code);
  const example = pick(`mock.${id}: ${code} has no example`, examples, name);
  const changes = setOf({ error: setOf({ message, details }), meta });
  return { example, status: example.status, body: changed(example, examples, changes) };
}

/** An example's body with changes, completed from the other examples where it shows nothing. */
function changed(
  example: MockedAnswer,
  others: Readonly<Record<string, MockedAnswer>>,
  changes: unknown,
): unknown {
  if (changes === undefined || example.body === undefined) return example.body;
  const examples = [example, ...Object.values(others)].map(({ body }) => body);
  return complete(examples, changes);
}

/** The members that are set. */
const setOf = (members: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** The value of a name, or the first. */
function pick<Value>(
  problem: string,
  values: Readonly<Record<string, Value>>,
  name: string | undefined,
): Value {
  const value = name === undefined ? Object.values(values)[0] : values[name];
  if (value !== undefined && (name === undefined || Object.hasOwn(values, name))) return value;
  const known = Object.keys(values).join(", ");
  throw new Error(
    `${problem} ${JSON.stringify(name)}. There ${known === "" ? "is none" : `are: ${known}`}.`,
  );
}

function headersOf(values: HeaderValues): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, String(value));
  }
  return headers;
}

const isJson = (headers: Headers): boolean => /\bjson\b/.test(headers.get("content-type") ?? "");

/** A response that promises a text, and breaks off after the first half of it. */
function halfOf(text: string, { status, headers }: { status: number; headers: Headers }): Response {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream({
    start: (stream) => stream.enqueue(bytes.subarray(0, Math.ceil(bytes.length / 2))),
    pull: async (stream) => {
      await delay(0); // In Node, an error at once would overtake status, headers and first half.
      stream.error(new TypeError("The mocked connection broke off."));
    },
  });
  // In Node, only the length tells a body that broke off from one that is complete.
  const length = { "Content-Length": String(bytes.length) };
  return new HttpResponse(body, { status, headers: { ...Object.fromEntries(headers), ...length } });
}
