import type { ServerResponse } from "node:http";
import { isDeepStrictEqual } from "node:util";
import type { Asked, Provider } from "../../../client/test/behaviour/Provider.ts";
import type { Answer, Words } from "../../../client/test/behaviour/Script.ts";
import { isJson } from "../../src/contract/Json.ts";
import type { Operation } from "../../src/contract/Operation.ts";
import { FAULT_HEADER } from "../../src/http/Fault.ts";
import { NOW_HEADER } from "../../src/http/readNow.ts";
import { Customers, timeOf } from "./clientFleet.ts";
import { Departures } from "./Departures.ts";
import { relay, type Relayed } from "./relay.ts";
import type { Tally } from "./Tally.ts";

/** Has the sandbox give every answer of a script that a server of the contract can give. */
export class SandboxProvider implements Provider {
  readonly #customers = new Customers();
  readonly #departures = new Departures();
  readonly #origin: string;
  readonly #tally: Tally;

  /** @param origin of a sandbox with the `clientFleet` */
  constructor(origin: string, tally: Tally) {
    this.#origin = origin;
    this.#tally = tally;
  }

  async answer(asked: Asked, response: ServerResponse): Promise<boolean> {
    const { baseUrl, answer, request, sending } = asked;
    const operation = this.#departures.operationOf(request);
    const departure = this.#departures.of(asked);
    const isInWords = answer.says !== undefined || answer.fault === "drop";
    const note = { baseUrl, operationId: operation?.operationId, request };
    if (operation === undefined || departure !== undefined || !isInWords) {
      const wrong =
        departure === undefined ? "The API could say so, too: put it in `says`." : undefined;
      this.#tally.add({ ...note, from: "script", kind: departure ?? "of the API", wrong });
      return false;
    }
    const headers = { ...headersFor(answer), ...this.#keyOf(asked) };
    const relayed = await relay({ origin: this.#origin, request, headers }, response, sending);
    const kind = kindOf(operation, relayed);
    const wrong = complaintOf(operation, answer, relayed);
    this.#tally.add({ ...note, from: "sandbox", kind, wrong, relayed });
    return true;
  }

  /** In place of the key that was sent, if one was: the sandbox has another customer for each script. */
  #keyOf(asked: Asked): Record<string, string> {
    const { "x-api-key": sent } = asked.request.headers;
    return typeof sent === "string" ? { "x-api-key": this.#customers.keyFor(asked) } : {};
  }
}

/** What asks the sandbox for an answer that it would not give of itself. */
function headersFor({ says, headers = {}, fault, delay }: Answer): Record<string, string> {
  const faults: string[] = [];
  if (delay !== undefined) faults.push(`latency=${delay}`);
  if (fault === "drop") faults.push("reset");
  if (fault === "dropBody") faults.push("truncate");
  if (isError(says)) faults.push(`code=${says.code}`);
  const { "retry-after": seconds } = headers;
  if (seconds !== undefined) faults.push(`retry-after=${seconds}`);
  return {
    ...(faults.length > 0 && { [FAULT_HEADER]: faults.join(", ") }),
    ...(typeof says === "object" && "state" in says && { [NOW_HEADER]: timeOf(says.state) }),
  };
}

function kindOf({ operationId }: Operation, { ending, status, body }: Relayed): string {
  if (ending === "reset") return "a connection that is reset";
  if (ending === "broken") return "a body that breaks off";
  if (ending === "abandoned") return "an answer that nobody waited for";
  return status < 400
    ? `${operationId}, ${status}`
    : `${status} ${String(memberOf(body, "error", "code"))}`;
}

/** In what the sandbox's answer is not what the script wanted. */
function complaintOf(operation: Operation, answer: Answer, relayed: Relayed): string | undefined {
  const { says, fault } = answer;
  const { ending, status, body, headers } = relayed;
  const wanted = fault === "drop" ? "reset" : fault === "dropBody" ? "broken" : "whole";
  if (ending === "abandoned") return undefined;
  const complaint = `${operation.operationId} was to be answered with ${JSON.stringify(answer)}, but: ${ending}, ${status} ${body.slice(0, 500)}`;
  if (ending !== wanted) return complaint;
  if (ending === "reset") return undefined;
  if (isError(says)) {
    const isSo = status === says.status && memberOf(body, "error", "code") === says.code;
    const retryAfter = answer.headers?.["retry-after"];
    return isSo && headers["retry-after"] === retryAfter ? undefined : complaint;
  }
  if (status !== operation.success) return complaint;
  if (ending === "broken" || typeof says !== "object") return undefined;
  const isSo =
    "page" in says
      ? isDeepStrictEqual(memberOf(body, "data"), JSON.parse(JSON.stringify(says.page)))
      : memberOf(body, "data", "state") === says.state;
  return isSo ? undefined : complaint;
}

const isError = (says: Words | undefined): says is Extract<Words, { code: string }> =>
  typeof says === "object" && "code" in says;

/** What stands at a place of a JSON text. */
function memberOf(text: string, ...names: readonly string[]): unknown {
  let found: unknown = JSON.parse(text);
  for (const name of names) found = isJson(found) ? found[name] : undefined;
  return found;
}
