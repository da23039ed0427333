import { ConfigurationError, refusal } from "./ConfigurationError.ts";
import { isEvChargerError } from "./EvChargerError.ts";
import { InvalidResponseError } from "./InvalidResponseError.ts";
import { isRecord } from "./isRecord.ts";
import type { CallContext, CallResult, Middleware } from "./Middleware.ts";
import { type Issue, issuesFrom } from "./validate/issuesFrom.ts";
import type { Judge, Validator } from "./validate/Validator.ts";

export type { Issue } from "./validate/issuesFrom.ts";
export type { Validator } from "./validate/Validator.ts";
export * from "./validators.gen.ts";

/** What `validate` takes. */
export interface ValidateOptions {
  /** Those of the operations to watch over; calls of others pass. `validators` is all of them. */
  readonly validators: readonly Validator[];
  /** `throw` rejects the call; `warn` tells `warn` and lets it go on. Default: `throw`. */
  readonly mode?: "throw" | "warn" | undefined;
  /** Default: shows the message with `console.warn`. */
  readonly warn?: ((message: string, error: ContractError) => void) | undefined;
}

/** A body that breaks the contract: that of a request, or that of a response. */
export type ContractError = (ConfigurationError | InvalidResponseError) & {
  readonly details: ContractDetails;
};

/** Where a body breaks the contract. It never has a value of the body. */
export interface ContractDetails extends Issue {
  /** The first places, the one above included. */
  readonly issues: readonly Issue[];
}

/**
 * Whether it is an error of this guard, whose `details` say where.
 *
 * @example
 * if (isContractError(error)) console.log(error.details.issues);
 */
export function isContractError(error: unknown): error is ContractError {
  const ours = isEvChargerError(error) && /^(?:CONFIGURATION|INVALID_RESPONSE)$/.test(error.code);
  return ours && isRecord(error.details) && Array.isArray(error.details["issues"]);
}

const MOST_ISSUES = 5;

/**
 * A middleware that holds bodies against the contract: that of a request before it is sent, and that
 * of each answer by its status. What the contract leaves open passes: unknown properties and values
 * of open sets, statuses that it does not document or documents without a JSON body.
 *
 * A response that breaks it is an `InvalidResponseError`, a request a `ConfigurationError` whose
 * `option` is `body`. The message and `details` say where, as a JSON pointer, and what was expected.
 *
 * @example
 * import { createClient } from "@ev-charger/client";
 * import { validate, validators } from "@ev-charger/client/validate";
 *
 * const amps = createClient({ middleware: [validate({ validators })] });
 */
export function validate({
  validators,
  mode = "throw",
  warn = (message) => console.warn(message),
}: ValidateOptions): Middleware {
  if (!["throw", "warn"].includes(mode)) {
    throw refusal("mode", `expected "throw" or "warn".`);
  }
  const byId = new Map<string, Validator>(validators.map((one) => [one.operationId, one]));
  const report = (error: ContractError): void => {
    if (mode === "throw") throw error;
    warn(error.message, error);
  };
  return {
    call: async (context, next) => {
      const validator = byId.get(context.operationId);
      const unsent = validator && judgeRequest(validator, context);
      if (unsent !== undefined) report(unsent);
      const result = await next();
      const broken = validator && judgeResponse(validator, context, result);
      if (broken !== undefined) report(broken);
      return result;
    },
  };
}

function judgeRequest(
  { request }: Validator,
  { method, path, request: { body } }: CallContext,
): ContractError | undefined {
  if (request === undefined || (body === undefined && !request.required)) return undefined;
  let sent: unknown;
  try {
    sent = asSent(body);
  } catch {
    // What JSON cannot say is refused, with its reason, when it is to be sent.
    return undefined;
  }
  return errorFrom(
    issuesOf(request.judge, sent),
    (place) =>
      new ConfigurationError(`has a body that breaks the contract${place}.`, {
        method,
        path,
        option: "body",
      }),
  );
}

function judgeResponse(
  { responses }: Validator,
  { method, path }: CallContext,
  { status, body, requestId, attempts }: CallResult,
): ContractError | undefined {
  const documented = [`${status}`, `${Math.floor(status / 100)}XX`, "default"];
  const judge = responses[documented.find((one) => Object.hasOwn(responses, one)) ?? ""];
  // An answer to HEAD has the status of one with a body, and no body.
  if (judge === undefined || method === "HEAD") return undefined;
  const request = requestId === undefined ? "" : ` (request ${requestId})`;
  return errorFrom(
    issuesOf(judge, body),
    (place) =>
      new InvalidResponseError(
        `answered ${status} with a body that breaks the contract${place}${request}.`,
        { method, path, status, requestId, attempts },
      ),
  );
}

/** As it arrives: without what is undefined, and with dates as text. */
function asSent(body: unknown): unknown {
  const json: string | undefined = JSON.stringify(body);
  return json === undefined ? undefined : JSON.parse(json);
}

function issuesOf(judge: Judge, body: unknown): readonly Issue[] {
  if (judge(body)) return [];
  return body === undefined ? [{ pointer: "", problem: "is missing" }] : issuesFrom(judge.errors);
}

/** @param make Makes the error from the end of its sentence. */
function errorFrom<Made extends ConfigurationError | InvalidResponseError>(
  issues: readonly Issue[],
  make: (place: string) => Made,
): (Made & { readonly details: ContractDetails }) | undefined {
  const [first, ...more] = issues;
  if (first === undefined) return undefined;
  const count = more.length === 0 ? "" : `; and ${more.length} more`;
  const error = make(`${first.pointer && ` at ${first.pointer}`}: ${first.problem}${count}`);
  return Object.assign(error, { details: { ...first, issues: issues.slice(0, MOST_ISSUES) } });
}
