import type { paths } from "@ev-charger/types";
import type {
  Body,
  Failure,
  OperationDefinition,
  ParameterGroups,
  Parts,
  Success,
} from "./OperationMethod.ts";

/**
 * One method per HTTP method, typed by path: `client.GET("/ev-charger", { params: { query } })`. It
 * resolves to `{ data, error, response }`, also when the API answers with an error; it rejects with
 * what `fetch` throws, and with a `SyntaxError` when the body of a success is not JSON.
 */
export type RawMethods = {
  readonly [Method in OperationDefinition["method"]]: RawMethod<Lowercase<Method>>;
};

/** What a raw request takes: `params` and `body` as the contract has them, and what `fetch` takes. */
export type RawInit<Operation> = RawParams<ParameterGroups<Operation>> &
  Body<Operation> &
  Omit<RequestInit, "body" | "method">;

/** What a raw request resolves to: `data` or `error`, and the `Response` that it was read from. */
export type RawResult<Operation> =
  | { data: Success<Operation>; error?: never; response: Response }
  | { data?: never; error: Failure<Operation>; response: Response };

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
