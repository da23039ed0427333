import type { ValidateFunction } from "ajv";
import type { Asked } from "../../../client/test/behaviour/Provider.ts";
import type { Answer, ListScript } from "../../../client/test/behaviour/Script.ts";
import { Contract } from "../../src/contract/Contract.ts";
import { isJson, type Json } from "../../src/contract/Json.ts";
import type { Operation } from "../../src/contract/Operation.ts";
import { type Compile, compilerFor } from "../../src/contract/validators.ts";
import { closed } from "./closed.ts";

/** What no server of the contract does, whatever it is asked for. A connection may break with any. */
const NEVER: Readonly<Record<string, string>> = {
  hang: "silence",
  stall: "a body that stalls",
  trickle: "a body that trickles",
  garbage: "no HTTP",
  gigantic: "a gigantic body",
  bomb: "a gigantic body, zipped",
};

/** Judges by the contract, as it is today, whether an answer of a script could be the API's. */
export class Departures {
  readonly #contract: Contract;
  readonly #compile: Compile;
  readonly #judges = new Map<Json, ValidateFunction>();

  constructor() {
    this.#contract = new Contract(closed(Contract.bundled().document));
    this.#compile = compilerFor(this.#contract);
  }

  /** The operation that a request is for. */
  operationOf({ method, url }: Pick<Asked["request"], "method" | "url">): Operation | undefined {
    const [path = ""] = url.split("?");
    return this.#contract.operations.find((operation) => {
      const form = operation.path.replaceAll(/\{[^}]+\}/g, "[^/]+");
      return operation.method === method && new RegExp(`^${form}$`).test(path);
    });
  }

  /** In what an answer departs from the contract; undefined for one that the API could give. */
  of({ answer, request, script }: Asked): string | undefined {
    const operation = this.operationOf(request);
    if (operation === undefined) return "to a path that the contract does not have";
    if (answer.redirect !== undefined) return "a redirect";
    const { fault } = answer;
    if (fault !== undefined && NEVER[fault] !== undefined) return NEVER[fault];
    if (fault === "drop") return undefined;
    if ("list" in script && !Object.values(script.list.instead ?? {}).includes(answer)) {
      const oddity = oddityOf(script.list);
      if (oddity !== undefined) return oddity;
    }
    return (
      this.#departureOfStatus(operation, answer) ??
      this.#departureOfHeaders(operation, answer) ??
      this.#departureOfBody(operation, answer, String(request.headers["x-api-key"]))
    );
  }

  #departureOfStatus(operation: Operation, answer: Answer): string | undefined {
    const { says } = answer;
    if (typeof says === "object" && "code" in says) {
      return operation.codes.get(says.code) === says.status
        ? undefined
        : "an error that the operation does not have";
    }
    return operation.answers.has(statusOf(operation, answer))
      ? undefined
      : "a status that the operation does not have";
  }

  #departureOfHeaders(operation: Operation, answer: Answer): string | undefined {
    if (answer.retryAfterDate !== undefined) return "a Retry-After that is a date";
    if (answer.clockAhead !== undefined) return "a clock that is wrong";
    const { document } = this.#contract;
    const at = ["paths", operation.path, operation.method.toLowerCase(), "responses"];
    const node = this.#contract.at(...at, String(statusOf(operation, answer)));
    const { headers } = this.#contract.resolve(node ?? document);
    const known = new Map(
      Object.entries(isJson(headers) ? headers : {}).map(([name, header]) => [
        name.toLowerCase(),
        this.#contract.resolve(header),
      ]),
    );
    const sent = answer.headers ?? {};
    for (const [name, { required }] of known) {
      if (required === true && sent[name] === undefined) return `no ${name}`;
    }
    for (const [name, value] of Object.entries(sent)) {
      const header = known.get(name);
      if (header === undefined) return "a header that the contract does not have";
      const isInteger = isJson(header["schema"]) && header["schema"]["type"] === "integer";
      if (isInteger && !/^\d+$/.test(value)) return `a ${name} that is none`;
    }
    return undefined;
  }

  #departureOfBody(operation: Operation, answer: Answer, key: string): string | undefined {
    const { says, body } = answer;
    if (says !== undefined) return undefined;
    if (typeof body !== "object") return "a body that is no JSON";
    if (JSON.stringify(body).includes(JSON.stringify(key).slice(1, -1)))
      return "the key in the body";
    const schema = operation.answers.get(statusOf(operation, answer)) ?? {};
    const judge = this.#judges.get(schema) ?? this.#compile(schema);
    this.#judges.set(schema, judge);
    return judge(body) ? undefined : "a body that breaks the contract";
  }
}

function statusOf({ success }: Operation, { says, status = 200 }: Answer): number {
  if (says === undefined) return status;
  return typeof says === "object" && "code" in says ? says.status : success;
}

function oddityOf({ clamp, vanish, insert, stuck }: ListScript): string | undefined {
  if (stuck !== undefined) return "a list without an end";
  if (vanish !== undefined || insert !== undefined) return "a list that changes meanwhile";
  return clamp === undefined ? undefined : "pages smaller than asked for";
}
