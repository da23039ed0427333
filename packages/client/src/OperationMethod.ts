import type { operations } from "@ev-charger/types";

/** The operationId of an operation of the contract, which is also its method's name. */
export type OperationId = keyof operations;

/** What the client needs to know about an operation at run time. */
export interface OperationDefinition {
  readonly method: "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE";
  /** The path template, e.g. `/ev-charger/{deviceId}`. */
  readonly path: string;
  /** The successful statuses that come without a body; default: none. */
  readonly emptyStatuses?: readonly number[];
}

export type OperationTable = Readonly<Record<OperationId, OperationDefinition>>;

/** What may be set for one call. */
export interface CallOptions {
  /** Aborts the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Sent with this call only, and over those of the client. The API key cannot be replaced. */
  readonly headers?: NonNullable<RequestInit["headers"]> | undefined;
}

/**
 * The method of an operation. Its first argument is required exactly where the contract requires
 * something of the request.
 *
 * Resolves to the parsed body. Rejects with `ApiError` when the API answers with an error,
 * `InvalidResponseError` when the answer is not what the API sends, `ConnectionError` when there is
 * no answer, and `TypeError` when the request cannot be built.
 */
export type OperationMethod<Id extends OperationId> = MethodOf<operations[Id]>;

/** What an operation takes: `path`, `query`, `header` and `body`, those of them that it has. */
export type OperationRequest<Id extends OperationId> = RequestOf<operations[Id]>;

/** The parsed body of an operation's success; undefined where it has none. */
export type OperationResult<Id extends OperationId> = Success<operations[Id]>;

/** An error code that the contract knows, or one that is newer than this client. */
export type ErrorCode = KnownErrorCode | (string & {});

/** The error codes that the contract documents with its operations. */
export type KnownErrorCode = {
  [Id in OperationId]: Literal<CodeOf<Failure<operations[Id]>>>;
}[OperationId];

/** The method of an operation, as the contract's types describe it. */
export type MethodOf<Operation> =
  Partial<Parts<Operation>> extends Parts<Operation>
    ? (request?: RequestOf<Operation>, options?: CallOptions) => Promise<Success<Operation>>
    : (request: RequestOf<Operation>, options?: CallOptions) => Promise<Success<Operation>>;

type RequestOf<Operation> = keyof Parts<Operation> extends never
  ? Record<string, never> // TypeScript checks no excess keys against an empty object type.
  : Parts<Operation>;

/** The parts of a request, flattened, so that editors show the parts themselves. */
export type Parts<Operation> = ParameterGroups<Operation> & Body<Operation> extends infer All
  ? { [Part in keyof All]: All[Part] }
  : never;

/**
 * The groups that have a parameter. An optional one may also be undefined, whatever the caller's
 * `exactOptionalPropertyTypes`. Cookies are left out: the generator refuses them.
 */
export type ParameterGroups<Operation> = Operation extends { parameters: infer Parameters }
  ? {
      [
        Group in keyof Parameters as IsNever<NonNullable<Parameters[Group]>> extends true
          ? never
          : Exclude<Group, "cookie">
      ]:
        | {
            [Name in keyof NonNullable<Parameters[Group]>]:
              | NonNullable<Parameters[Group]>[Name]
              | UndefinedIfOptional<NonNullable<Parameters[Group]>, Name>;
          }
        | UndefinedIfOptional<Parameters, Group>;
    }
  : never;

/** The body of a request, or nothing where there is none. */
export type Body<Operation> = {
  [
    Key in keyof Operation as IsNever<NonNullable<Operation[Key]>> extends true
      ? never
      : Key extends "requestBody"
        ? "body"
        : never
  ]: JsonOf<NonNullable<Operation[Key]>> | UndefinedIfOptional<Operation, Key>;
};

type UndefinedIfOptional<Type, Key extends keyof Type> =
  Type extends Record<Key, Type[Key]> ? never : undefined;

type IsNever<Type> = [Type] extends [never] ? true : false;

/** The parsed body of a success. */
export type Success<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: IsSuccess<Status> extends true
        ? JsonOf<Responses[Status]>
        : never;
    }[keyof Responses]
  : never;

/** The parsed body of an error. */
export type Failure<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: IsSuccess<Status> extends true
        ? never
        : JsonOf<Responses[Status]>;
    }[keyof Responses]
  : never;

type IsSuccess<Status> = `${Status & (string | number)}` extends `2${string}` ? true : false;

type JsonOf<Message> = Message extends { content: infer Content }
  ? Content[keyof Content & `application/${string}json`]
  : undefined;

type CodeOf<ErrorBody> = ErrorBody extends { error: { code: infer Code } } ? Code : never;

type Literal<Code> = Code extends string ? (string extends Code ? never : Code) : never;
