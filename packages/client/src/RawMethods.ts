import type { paths } from "@ev-charger/types";
import type { CallOptions } from "./CallOptions.ts";
import type { OperationDefinition } from "./OperationDefinition.ts";
import type {
  BodyPart,
  FailureBody,
  ParameterGroups,
  Parts,
  SuccessBody,
} from "./OperationTypes.ts";

/**
 * One method per HTTP method, typed by path, as openapi-fetch has them:
 * `client.GET("/ev-charger", { params: { query } })`. It resolves to `{ data, error, response }`, with
 * the envelope, also when the API answers with an error; it rejects with the client's other errors.
 */
export type RawMethods = {
  readonly [
    Method in OperationDefinition["method"] as [PathsWith<Lowercase<Method>>] extends [never]
      ? never
      : Method
  ]: RawMethod<Lowercase<Method>>;
};

/**
 * What a raw request takes: `params` and `body` as the contract has them, the options of a call, and
 * what else `fetch` takes.
 */
export type RawInit<Operation> = RawParams<ParameterGroups<Operation>> &
  BodyPart<Operation> &
  CallOptions &
  Omit<RequestInit, "body" | "method" | "redirect" | keyof CallOptions>;

/** What a raw request resolves to: `data` or `error`, and the `Response` that it was read from. */
export type RawResult<Operation> =
  | { data: SuccessBody<Operation>; error?: never; response: Response }
  | { data?: never; error: FailureBody<Operation>; response: Response };

type RawMethod<Method extends string> = <Path extends PathsWith<Method>>(
  path: Path,
  ...init: RawArguments<paths[Path][Method & keyof paths[Path]]>
) => Promise<RawResult<paths[Path][Method & keyof paths[Path]]>>;

type RawArguments<Operation> =
  Partial<Parts<Operation>> extends Parts<Operation>
    ? [init?: RawInit<Operation>]
    : [init: RawInit<Operation>];

type RawParams<Groups> =
  Partial<Groups> extends Groups ? { params?: Groups | undefined } : { params: Groups };

type PathsWith<Method extends string> = {
  [Path in keyof paths]: paths[Path] extends Record<Method, object> ? Path : never;
}[keyof paths];
