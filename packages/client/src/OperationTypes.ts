import type { operations } from "@ev-charger/types";

/** The operationId of an operation of the contract, which is also its method's name. */
export type OperationId = keyof operations;

/** What an operation takes: `path`, `query`, `header` and `body`, those of them that it has. */
export type OperationRequest<Id extends OperationId> = RequestOf<operations[Id]>;

export type RequestOf<Operation> = keyof Parts<Operation> extends never
  ? Record<string, never> // TypeScript checks no excess keys against an empty object type.
  : Parts<Operation>;

/** The parts of a request, flattened, so that editors show the parts themselves. */
export type Parts<Operation> = ParameterGroups<Operation> & BodyPart<Operation> extends infer All
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
export type BodyPart<Operation> = {
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

/** The statuses of an operation's successes. */
export type SuccessStatus<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: IsSuccess<Status> extends true ? Status : never;
    }[keyof Responses]
  : never;

/** The parsed body of a success: the envelope, where there is one. */
export type SuccessBody<Operation> = Operation extends { responses: infer Responses }
  ? JsonOf<Responses[SuccessStatus<Operation> & keyof Responses]>
  : never;

/** The parsed body of an error. */
export type FailureBody<Operation> = Operation extends { responses: infer Responses }
  ? JsonOf<Responses[Exclude<keyof Responses, SuccessStatus<Operation>>]>
  : never;

/** The headers that a success is documented to have, by name. */
export type SuccessHeaders<Operation> = Operation extends { responses: infer Responses }
  ? Responses[SuccessStatus<Operation> & keyof Responses] extends { headers: infer Names }
    ? Names
    : never
  : never;

type IsSuccess<Status> = `${Status & (string | number)}` extends `2${string}` ? true : false;

/** The JSON of a request body or response; undefined where it has no content. */
export type JsonOf<Message> = Message extends { content: infer Content }
  ? Content[keyof Content & `application/${string}json`]
  : undefined;

/** What an envelope holds, undefined for the success without a body that may stand beside it. */
export type DataOf<Body> = Body extends { data: infer Data } ? Data : Body;

/** What an envelope says of itself, undefined without an envelope. */
export type MetaOf<Body> = Body extends { meta: infer Meta } ? Meta : undefined;
