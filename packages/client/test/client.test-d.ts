import { expectTypeOf } from "vitest";
import type {
  Action,
  components,
  ConflictDetails,
  EvCharger,
  EvChargerDetail,
  operations as specOperations,
  ResponseMeta,
} from "@ev-charger/types";
import {
  type Call,
  type ConflictError,
  createClient,
  type ErrorCode,
  isApiError,
  isTerminalAction,
  type KnownErrorCode,
  type Middleware,
  type OperationError,
  type OperationId,
  type OperationRequest,
} from "../src/index.ts";
import type { ApiErrorWith, ErrorOf } from "../src/OperationError.ts";
import type { KnownHeaders, Method } from "../src/OperationMethod.ts";
import type { DataOf, SuccessBody, SuccessHeaders, SuccessStatus } from "../src/OperationTypes.ts";
import type { OperationMethods, operations } from "../src/operations.gen.ts";

declare const apiKey: string | undefined;
declare const limit: number | undefined;
declare const signal: AbortSignal | undefined;
const client = createClient({
  apiKey,
  baseUrl: apiKey,
  signal,
  timeout: limit,
  totalTimeout: limit,
  retries: limit,
  fetch: undefined,
  headers: undefined,
  logger: undefined,
  middleware: undefined,
  dangerouslyAllowBrowser: undefined,
  dangerouslyAllowHttp: undefined,
});
const path = { deviceId: "device_1" };

// Everything may come from the environment.
createClient();
createClient({ apiKey: async () => "key", fetch, logger: console });
// @ts-expect-error no such option
createClient({ key: "key" });

// The table, the methods and the types have the same operations.
expectTypeOf<keyof typeof operations>().toEqualTypeOf<keyof specOperations>();
expectTypeOf<keyof specOperations>().toExtend<keyof OperationMethods>();

// The argument is optional where the contract requires nothing, and may then be undefined.
void client.listEvChargers();
void client.listEvChargers(undefined, { signal, headers: undefined, timeout: limit });
void client.listEvChargers({});
void client.listEvChargers({ query: undefined });
void client.listEvChargers({ query: { limit, userId: undefined } });
void client.getEvCharger({ path, query: { expedite: true } }, { signal: AbortSignal.timeout(1) });
void client.cancelAction({ path: { actionId: "action_1" } });

// @ts-expect-error the path is required
void client.getEvCharger();
// @ts-expect-error the path is required
void client.getEvCharger({ query: { expedite: true } });
// @ts-expect-error the path parameter is required
void client.getEvCharger({ path: {} });
// @ts-expect-error the body is required
void client.pushEvChargerAction({ path });
// @ts-expect-error the command is required
void client.pushEvChargerAction({ path, body: { action: {} } });

// Unknown keys and values are refused, at every level.
// @ts-expect-error no such part
void client.listEvChargers({ params: {} });
// @ts-expect-error no such query parameter
void client.listEvChargers({ query: { page: 1 } });
// @ts-expect-error not a number
void client.listEvChargers({ query: { limit: "10" } });
// @ts-expect-error the operation takes no body
void client.getEvCharger({ path, body: {} });
// @ts-expect-error no such command
void client.pushEvChargerAction({ path, body: { action: { command: "explode" } } });
// @ts-expect-error no such property
void client.pushEvChargerAction({ path, body: { action: { command: "idle", colour: "red" } } });
// @ts-expect-error no such option
void client.listEvChargers({}, { dangerouslyAllowHttp: true });
expectTypeOf(client).not.toHaveProperty("listBuggies");

// What editors show of a request is the request itself.
expectTypeOf<OperationRequest<"getEvCharger">>().toEqualTypeOf<{
  path: { deviceId: string };
  query?: { expedite?: boolean | undefined } | undefined;
}>();
expectTypeOf<OperationRequest<"cancelAction">>().toEqualTypeOf<{ path: { actionId: string } }>();

// The result is the data, typed to the field; it is a promise like any other.
const charger = await client.getEvCharger({ path });
expectTypeOf(charger).toEqualTypeOf<EvChargerDetail>();
expectTypeOf(client.getEvCharger({ path })).toExtend<Promise<EvChargerDetail>>();
// @ts-expect-error no such field
void charger.colour;

// With all that is known of the answer.
const answer = await client.getEvCharger({ path }).withResponse();
expectTypeOf(answer.data).toEqualTypeOf<EvChargerDetail>();
expectTypeOf(answer.meta).toEqualTypeOf<ResponseMeta>();
expectTypeOf(answer.status).toEqualTypeOf<200>();
expectTypeOf(answer.requestId).toEqualTypeOf<string | undefined>();
expectTypeOf(answer.response).toEqualTypeOf<Response>();
expectTypeOf(answer.headers.get("x-anything")).toEqualTypeOf<string | null>();

// A list is a page, its items, and its pages.
const list = client.listEvChargers();
const page = await list;
expectTypeOf(page.items).toEqualTypeOf<EvCharger[]>();
expectTypeOf(page.pagination.hasMore).toEqualTypeOf<boolean>();
expectTypeOf(page.meta).toEqualTypeOf<ResponseMeta>();
expectTypeOf(page.hasNextPage).toEqualTypeOf<boolean>();
expectTypeOf((await page.nextPage()).items).toEqualTypeOf<EvCharger[]>();
for await (const item of list) expectTypeOf(item).toEqualTypeOf<EvCharger>();
for await (const one of list.pages()) expectTypeOf(one.items).toEqualTypeOf<EvCharger[]>();
expectTypeOf(await list.toArray({ max: limit })).toEqualTypeOf<EvCharger[]>();
expectTypeOf((await list.withResponse()).data.items).toEqualTypeOf<EvCharger[]>();
expectTypeOf(client.getEvCharger({ path })).not.toHaveProperty("toArray");

// What can be waited for comes to its end.
const ended = await client.waitForAction("action_1", { timeout: 1, interval: 1, signal });
expectTypeOf(ended.state).toEqualTypeOf<"completed" | "failed" | "cancelled">();
expectTypeOf(ended.links).toEqualTypeOf<Action["links"]>();
declare const action: Action;
if (isTerminalAction(action)) {
  expectTypeOf(action.state).toEqualTypeOf<"completed" | "failed" | "cancelled">();
}

// Who does not throw gets either the data or an error of this very operation.
const { data, error, meta } = await client
  .pushEvChargerAction({
    path,
    body: { action: { command: "charge" } },
  })
  .safe();
if (error === undefined) {
  expectTypeOf(data.state).toEqualTypeOf<Action["state"]>();
  expectTypeOf(meta.requestId).toEqualTypeOf<string>();
} else {
  expectTypeOf(data).toEqualTypeOf<undefined>();
  expectTypeOf(error).toEqualTypeOf<OperationError<"pushEvChargerAction">>();
  if (error.status === 409) {
    expectTypeOf(error).toExtend<ConflictError>();
    expectTypeOf(error.name).toEqualTypeOf<"ConflictError">();
  }
  if (isApiError(error, "CONFLICT")) {
    expectTypeOf(error.details.conflictingActionIds).toEqualTypeOf<string[]>();
    expectTypeOf(error.status).toEqualTypeOf<409>();
  }
  if (isApiError(error, "INVALID_TIME_WINDOW")) expectTypeOf(error.status).toEqualTypeOf<422>();
  if (error.status === 402) expectTypeOf(error.name).toEqualTypeOf<string>();
}
type Error409<Id extends OperationId> = Extract<OperationError<Id>, { status: 409 }>;
expectTypeOf<"CONFLICT">().toExtend<Error409<"pushEvChargerAction">["code"]>();
expectTypeOf<Error409<"listEvChargers">>().toEqualTypeOf<
  ConflictError & { readonly status: 409 }
>();
expectTypeOf<Extract<OperationError<"getAction">, { name: "ServerError" }>["status"]>()
  .extract<502>()
  .toEqualTypeOf<502>();

// By its code, an error has the details that the contract gives it: every code of the contract.
declare const thrown: unknown;
if (isApiError(thrown)) {
  expectTypeOf(thrown.code).toEqualTypeOf<KnownErrorCode | (string & {})>();
  expectTypeOf(thrown.details).toEqualTypeOf<unknown>();
}
if (isApiError(thrown, "CONFLICT")) {
  expectTypeOf(thrown.details).toEqualTypeOf<ConflictDetails>();
  expectTypeOf(thrown.name).toEqualTypeOf<"ConflictError">();
}
isApiError(thrown, "HTTP_502");
// @ts-expect-error no such code
isApiError(thrown, "NO_SUCH_CODE");
expectTypeOf<"A_CODE_FROM_THE_FUTURE">().toExtend<ErrorCode>();
expectTypeOf<ErrorCode>().not.toEqualTypeOf<string>();
expectTypeOf<"DEVICE_NOT_FOUND" | "INVALID_REQUEST">().toExtend<KnownErrorCode>();
expectTypeOf<string>().not.toExtend<KnownErrorCode>();
type Described = components["schemas"][Extract<keyof components["schemas"], `Error${string}`>];
type Problem<Code> = Extract<Described, { code: Code }>;
type DetailsOf<Type> = Type extends { details: infer Details }
  ? Details
  : Type extends { details?: infer Details }
    ? Details | undefined
    : never;
type DetailsByCode = { [Code in KnownErrorCode]: ApiErrorWith<Code>["details"] };
expectTypeOf<DetailsByCode>().toEqualTypeOf<{
  [Code in KnownErrorCode]: DetailsOf<Problem<Code>>;
}>();
type ByCode = { [Code in KnownErrorCode]: ApiErrorWith<Code>["code"] };
expectTypeOf<ByCode>().toEqualTypeOf<{ [Code in KnownErrorCode]: Code }>();

// A middleware knows the operations by name.
const middleware: Middleware = {
  call: async ({ operationId }, next) => {
    expectTypeOf(operationId).toEqualTypeOf<OperationId>();
    return next();
  },
  attempt: async ({ headers, attempt }, next) => {
    headers.set("x-attempt", String(attempt));
    return next();
  },
};
void client.listActions({}, { middleware: [middleware] });

// So it is for operations that the contract does not have yet.
interface Nothing {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  requestBody?: never;
  responses: { 204: { headers: object; content?: never } };
}
declare const doNothing: Method<Nothing, DataOf<SuccessBody<Nothing>>>;
expectTypeOf(doNothing({})).toEqualTypeOf<undefined>();
// @ts-expect-error it takes nothing
doNothing({ query: {} });

interface Everything {
  parameters: {
    query?: { size?: number };
    header: { "If-Match": string; "x-trace"?: string };
    path?: never;
  };
  requestBody?: { content: { "application/json": { name: string } } };
  responses: {
    200: {
      headers: { "X-Left": number; "X-Maybe"?: number; [name: string]: unknown };
      content: { "application/json": { success: true; data: { id: string }; meta: { a: 1 } } };
    };
    400: { content: { "application/json": { error: { code: "BAD"; details: { b: 1 } } } } };
    418: { content: { "application/json": { error: { code: "TEAPOT"; details?: { c: 1 } } } } };
    507: { content: { "application/json": { error: { code: "FULL" } | { code: string & {} } } } };
  };
}
declare const doEverything: Method<Everything, Call<"getAction", { id: string }, { a: 1 }>>;
expectTypeOf(doEverything).parameter(0).toEqualTypeOf<{
  query?: { size?: number | undefined } | undefined;
  header: { "If-Match": string; "x-trace"?: string | undefined };
  body?: { name: string } | undefined;
}>();
expectTypeOf<DataOf<SuccessBody<Everything>>>().toEqualTypeOf<{ id: string }>();
expectTypeOf<SuccessStatus<Everything>>().toEqualTypeOf<200>();
// @ts-expect-error the header is required
void doEverything({ header: {} });
declare const headers: KnownHeaders<SuccessHeaders<Everything>>;
expectTypeOf(headers.get("X-Left")).toEqualTypeOf<string>();
expectTypeOf(headers.get("X-Maybe")).toEqualTypeOf<string | null>();
expectTypeOf(headers.get("X-Other")).toEqualTypeOf<string | null>();
expectTypeOf(headers).toExtend<Headers>();
declare const failure: ErrorOf<Everything>;
if (failure.status === 400) expectTypeOf(failure.details).toEqualTypeOf<{ b: 1 }>();
if (failure.status === 418) expectTypeOf(failure.details).toEqualTypeOf<{ c: 1 } | undefined>();
if (failure.status === 507) expectTypeOf(failure.name).toEqualTypeOf<"ServerError">();
if (failure.status === undefined) {
  expectTypeOf(failure.name).toEqualTypeOf<
    "ConnectionError" | "TimeoutError" | "AbortError" | "ConfigurationError"
  >();
}

// The raw surface is typed by path.
const raw = await client.GET("/ev-charger", { params: { query: { limit: 5 } } });
expectTypeOf(raw.data?.data.items).toEqualTypeOf<EvCharger[] | undefined>();
expectTypeOf(raw.error?.error.code).not.toEqualTypeOf<string | undefined>();
expectTypeOf<"DEVICE_NOT_FOUND">().toExtend<NonNullable<typeof raw.error>["error"]["code"]>();
void client.GET("/actions", { signal: AbortSignal.timeout(1), headers: { "x-a": "1" } });
void client.GET("/actions", { timeout: 1, retries: 0, cache: "no-store" });
// @ts-expect-error no such query parameter
void client.GET("/ev-charger", { params: { query: { page: 1 } } });
// @ts-expect-error the body is required
void client.POST("/ev-charger/{deviceId}", { params: { path } });
void client.POST("/ev-charger/{deviceId}", {
  params: { path },
  body: { action: { command: "idle" } },
});
// @ts-expect-error the path has no such method
void client.POST("/ev-charger");
// @ts-expect-error no such path
void client.GET("/ev-chargers");
// @ts-expect-error the path parameter is required
void client.GET("/ev-charger/{deviceId}");
// @ts-expect-error the contract has no such method
void client.PATCH;
