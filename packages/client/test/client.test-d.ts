import { expectTypeOf } from "vitest";
import type { EvCharger, EvChargerDetail, operations as specOperations } from "@ev-charger/types";
import {
  ApiError,
  createClient,
  type ErrorCode,
  type KnownErrorCode,
  type OperationRequest,
} from "../src/index.ts";
import type { MethodOf } from "../src/OperationMethod.ts";
import type { OperationMethods, operations } from "../src/operations.gen.ts";

declare const apiKey: string | undefined;
declare const limit: number | undefined;
const client = createClient({ apiKey, baseUrl: apiKey, fetch: undefined, headers: undefined });
const path = { deviceId: "device_1" };

// The table, the methods and the types have the same operations.
expectTypeOf<keyof typeof operations>().toEqualTypeOf<keyof specOperations>();
expectTypeOf<keyof OperationMethods>().toEqualTypeOf<keyof specOperations>();

// The argument is optional where the contract requires nothing, and may then be undefined.
void client.listEvChargers();
void client.listEvChargers(undefined, { signal: undefined, headers: undefined });
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
void client.listEvChargers({}, { timeout: 1 });
expectTypeOf(client).not.toHaveProperty("listBuggies");
// @ts-expect-error a key is required
createClient({});

// What editors show of a request is the request itself.
expectTypeOf<OperationRequest<"getEvCharger">>().toEqualTypeOf<{
  path: { deviceId: string };
  query?: { expedite?: boolean | undefined } | undefined;
}>();
expectTypeOf<OperationRequest<"cancelAction">>().toEqualTypeOf<{ path: { actionId: string } }>();

// So it is for operations that the contract does not have yet.
interface Nothing {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  requestBody?: never;
  responses: { 204: { headers: object; content?: never } };
}
declare const doNothing: MethodOf<Nothing>;
expectTypeOf(doNothing({})).toEqualTypeOf<Promise<undefined>>();
// @ts-expect-error it takes nothing
void doNothing({ query: {} });

interface Everything {
  parameters: {
    query?: { size?: number };
    header: { "If-Match": string; "x-trace"?: string };
    path?: never;
  };
  requestBody?: { content: { "application/json": { name: string } } };
  responses: {
    200: { content: { "application/json": { id: string } } };
    202: { content: { "application/problem+json": { later: true } } };
    400: { content: { "application/json": { error: { code: "BAD" } } } };
    default: { content: { "application/json": { error: { code: "WORSE" } } } };
  };
}
declare const doEverything: MethodOf<Everything>;
expectTypeOf(doEverything).parameter(0).toEqualTypeOf<{
  query?: { size?: number | undefined } | undefined;
  header: { "If-Match": string; "x-trace"?: string | undefined };
  body?: { name: string } | undefined;
}>();
expectTypeOf(doEverything).returns.toEqualTypeOf<Promise<{ id: string } | { later: true }>>();
// @ts-expect-error the header is required
void doEverything({ header: {} });

// The result is typed to the field.
const { data, meta, success } = await client.listEvChargers();
expectTypeOf(success).toEqualTypeOf<true>();
expectTypeOf(data.items).toEqualTypeOf<EvCharger[]>();
expectTypeOf(data.pagination.hasMore).toEqualTypeOf<boolean>();
expectTypeOf(meta.requestId).toEqualTypeOf<string>();
const detail = await client.getEvCharger({ path });
expectTypeOf(detail.data).toEqualTypeOf<EvChargerDetail>();
// @ts-expect-error no such field
void detail.data.colour;

// The raw surface is typed by path.
const raw = await client.GET("/ev-charger", { params: { query: { limit: 5 } } });
expectTypeOf(raw.data?.data.items).toEqualTypeOf<EvCharger[] | undefined>();
expectTypeOf(raw.error?.error.code).not.toEqualTypeOf<string | undefined>();
expectTypeOf<"DEVICE_NOT_FOUND">().toExtend<NonNullable<typeof raw.error>["error"]["code"]>();
void client.GET("/actions", { signal: AbortSignal.timeout(1), headers: { "x-a": "1" } });
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

// An error's code completes the known ones and accepts others.
declare const error: unknown;
if (error instanceof ApiError) {
  expectTypeOf(error.code).toEqualTypeOf<KnownErrorCode | (string & {})>();
  expectTypeOf(error.details).toEqualTypeOf<Readonly<Record<string, unknown>> | undefined>();
}
expectTypeOf<"A_CODE_FROM_THE_FUTURE">().toExtend<ErrorCode>();
expectTypeOf<ErrorCode>().not.toEqualTypeOf<string>();
expectTypeOf<"DEVICE_NOT_FOUND" | "INVALID_REQUEST">().toExtend<KnownErrorCode>();
expectTypeOf<string>().not.toExtend<KnownErrorCode>();
