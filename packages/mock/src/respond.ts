import type { Answer } from "./Answer.ts";
import { problem } from "./Answer.ts";
import { examples, telling } from "./examples.ts";
import type { Asked, Contract, Operation, Preferences } from "./prism.ts";
import { readPreferences } from "./prism.ts";
import { route } from "./route.ts";
import { sunsetHeader } from "./sunset.ts";

const json = /^application\/([\w.+-]+\+)?json\b/i;

/** A request whose body is read only when the contract wants one. */
export interface Incoming extends Omit<Asked, "body"> {
  method: string;
  /** The body as text; undefined when it is too large. */
  read: () => Promise<string | undefined>;
}

/**
 * Answers as Prism does, and as the contract says where Prism does not. Every body is an example
 * of the contract; `application/problem+json` marks what the contract does not document.
 */
export async function respond(contract: Contract, incoming: Incoming): Promise<Answer> {
  const { method, path } = incoming;
  const onPath = route(contract.operations, path);
  if (onPath.length === 0) {
    const detail = `The contract has no path that matches ${path}.`;
    return unknownPath(contract, problem(404, "Not found", detail));
  }
  const operation = find(onPath, method) ?? (method === "HEAD" ? find(onPath, "GET") : undefined);
  if (operation === undefined) {
    const allow = onPath.map((declared) => declared.method.toUpperCase()).join(", ");
    const refused = problem(405, "Method not allowed", `${path} has no ${method}, only ${allow}.`);
    const answer = await documented(contract, onPath, 405, refused);
    return { ...answer, headers: { ...answer.headers, Allow: allow } };
  }
  const answer = await answerOf(contract, operation, incoming);
  return { ...answer, headers: { ...answer.headers, ...sunsetHeader(operation) } };
}

async function answerOf(
  contract: Contract,
  operation: Operation,
  incoming: Incoming,
): Promise<Answer> {
  const { path, query } = incoming;
  // Prism refuses a length where no body is expected, and throws at an odd Accept.
  const { "content-length": _length, accept: _accept, ...headers } = incoming.headers;
  const preferences = readPreferences({ path, query, headers });
  if ("status" in preferences) return preferences;
  if (preferences.code !== undefined || preferences.exampleKey !== undefined) {
    return preferred(contract, operation, { path, query, headers }, preferences);
  }
  if (!isDecodable(path)) {
    const refused = problem(400, "Malformed path", `${path} is not percent-encoded UTF-8.`);
    const name = telling(operation, 400, ["path"], false);
    return documented(contract, [operation], 400, refused, name);
  }
  return operation.request?.body === undefined
    ? validated(contract, operation, { path, query, headers }, preferences)
    : withBody(contract, operation, { ...incoming, headers }, preferences);
}

async function withBody(
  contract: Contract,
  operation: Operation,
  { path, query, headers, read }: Incoming,
  preferences: Preferences,
): Promise<Answer> {
  const text = await read();
  // RFC 9110, 8.3: a body that names no type may be taken for this one.
  const type = headers["content-type"] ?? "application/octet-stream";
  const { body, malformed } = json.test(type) ? parse(text) : { body: text, malformed: false };
  const described = text
    ? { ...headers, "content-type": type, "content-length": String(text.length) }
    : headers;
  const asked = { path, query, headers: described, body };
  const answer = await validated(contract, operation, asked, preferences);
  if (answer.status === 401 || answer.status === 415) return answer;
  if (text === undefined) {
    const refused = problem(413, "Body too large", "The mock reads at most 1 MiB of a body.");
    return documented(contract, [operation], 413, refused);
  }
  if (!malformed) return answer;
  const refused = problem(400, "Malformed JSON", "The body is not valid JSON.");
  const name = telling(operation, 400, ["body"], false);
  return documented(contract, [operation], 400, refused, name);
}

/** Prism answers a documented 422 to whatever breaks the schema; the contract's word is 400. */
async function validated(
  contract: Contract,
  operation: Operation,
  asked: Asked,
  preferences: Preferences,
): Promise<Answer> {
  const answer = await contract.ask(operation, asked, preferences);
  // Prism answers 2xx when it merely warns, say of a deprecated parameter.
  const broken = answer.status < 400 ? undefined : answer.broken[0];
  const where = broken ?? emptyParameter(operation, asked.query);
  if (!where || answer.status === 401 || answer.status === 415) return answer;
  const name = telling(operation, 400, where, true);
  const { status, headers, body } = await documented(contract, [operation], 400, answer, name);
  const empty = [{ location: ["request", ...where], message: "must not be empty" }];
  const why = answer.headers["sl-violations"] ?? JSON.stringify(empty);
  return { status, headers: { ...headers, "sl-violations": why }, body };
}

/** Prism takes an empty parameter for an absent one; the place of one that may not be empty. */
function emptyParameter(operation: Operation, query: URLSearchParams): string[] | undefined {
  const empty = operation.request?.query?.find(({ name, schema = {} }) => {
    const { type, enum: values, minLength = 0, pattern } = schema;
    const mayBeEmpty =
      (type === "string" || type === undefined) && !values && !pattern && minLength === 0;
    return query.getAll(name).includes("") && !mayBeEmpty;
  });
  return empty && ["query", empty.name];
}

/** The example that `Prefer` names: of that status, or the lowest status that has one so named. */
async function preferred(
  contract: Contract,
  operation: Operation,
  asked: Asked,
  { code, exampleKey, ...others }: Preferences,
): Promise<Answer> {
  const named = examples(operation).filter(({ name }) => !exampleKey || name === exampleKey);
  const wanted = code ?? named[0]?.status;
  if (wanted !== undefined && (!exampleKey || named.some(({ status }) => status === wanted))) {
    const answer = await contract.ask(operation, asked, { code: wanted, exampleKey, ...others });
    if (answer.documented && answer.status === wanted) return allowing(contract, operation, answer);
  }
  const known = examples(operation).map(({ status, name }) => `code=${status}, example=${name}`);
  const detail = `The contract has no such example here. Prefer one of: ${known.join(" | ")}.`;
  return problem(501, "Prefer cannot be honoured", detail);
}

/** A path belongs to no operation, so one says in `x-unknown-path` which example of its 404 fits. */
function unknownPath(contract: Contract, otherwise: Answer): Promise<Answer> {
  const named = (operation: Operation) => operation.extensions?.["x-unknown-path"];
  const speaker = contract.operations.find((operation) => typeof named(operation) === "string");
  const name = speaker && named(speaker);
  return speaker && typeof name === "string"
    ? documented(contract, [speaker], 404, otherwise, name)
    : documented(contract, contract.operations, 404, otherwise);
}

/** The methods that a path has are its own, whatever the example of a shared response says. */
function allowing(contract: Contract, { path }: Operation, answer: Answer): Answer {
  if (!Object.keys(answer.headers).some((name) => name.toLowerCase() === "allow")) return answer;
  const headers = Object.entries(answer.headers).filter(([name]) => name.toLowerCase() !== "allow");
  const methods = contract.operations.filter((declared) => declared.path === path);
  const Allow = methods.map(({ method }) => method.toUpperCase()).join(", ");
  return { ...answer, headers: { ...Object.fromEntries(headers), Allow } };
}

/** The first documented answer with this status among the operations, or the alternative. */
async function documented(
  contract: Contract,
  operations: readonly Operation[],
  code: number,
  otherwise: Answer,
  exampleKey?: string,
): Promise<Answer> {
  for (const operation of operations) {
    const asked = { path: operation.path, query: new URLSearchParams(), headers: {} };
    const answer = await contract.ask(operation, asked, { code, exampleKey, dynamic: false });
    if (answer.documented && answer.status === code) return answer;
  }
  return otherwise;
}

function find(operations: readonly Operation[], method: string): Operation | undefined {
  return operations.find((operation) => operation.method.toUpperCase() === method);
}

/** Malformed JSON stays text, which Prism then checks against the schema like any other value. */
function parse(text: string | undefined): { body: unknown; malformed: boolean } {
  if (!text) return { body: undefined, malformed: false };
  try {
    return { body: JSON.parse(text) as unknown, malformed: false };
  } catch {
    return { body: text, malformed: true };
  }
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
