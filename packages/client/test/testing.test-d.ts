import type { EvCharger, EvChargerDetail, operations } from "@ev-charger/types";
import type { HttpHandler } from "msw";
import { HttpResponse } from "msw";
import { expectTypeOf } from "vitest";
import {
  createMocks,
  handlers,
  mock,
  type OperationMock,
  type OperationMocks,
} from "../src/testing.ts";

// Every operation of the contract has a mock.
expectTypeOf<keyof OperationMocks>().toEqualTypeOf<keyof operations>();
expectTypeOf(handlers()).toEqualTypeOf<HttpHandler[]>();
expectTypeOf(mock.getEvCharger()).toEqualTypeOf<HttpHandler>();
createMocks();
createMocks({ baseUrl: undefined });

// Example names are those of the operation.
mock.listEvChargers({ example: "noChargers" });
// @ts-expect-error another operation's example
mock.listEvChargers({ example: "noActions" });

// What changes about the example is typed at every depth, all of it optional and removable.
mock.getEvCharger({ data: { id: "a", state: { isCharging: false, status: "a newer status" } } });
mock.getEvCharger({ data: { commands: { idle: undefined } }, meta: { environment: "live" } });
mock.getEvCharger({ data: undefined, delay: undefined, headers: undefined }, { once: undefined });
mock.listEvChargers({ data: { items: [{ id: "a" }, { state: { currentPower: 7 } }] } });
// @ts-expect-error no such property
mock.getEvCharger({ data: { ident: "a" } });
// @ts-expect-error no such property, deep down
mock.getEvCharger({ data: { state: { charging: true } } });
// @ts-expect-error the wrong type, deep down
mock.getEvCharger({ data: { state: { isCharging: "yes" } } });
// @ts-expect-error no such property of an item
mock.listEvChargers({ data: { items: [{ ident: "a" }] } });
// @ts-expect-error no such property
mock.getEvCharger({ meta: { request: "a" } });

// A whole body is whole, and alone.
declare const meta: {
  requestId: string;
  environment: "live";
  timestamp: string;
  latencyMs: number;
};
declare const charger: EvChargerDetail;
mock.getEvCharger({ body: { success: true, data: charger, meta } });
// @ts-expect-error the charger is not whole
mock.getEvCharger({ body: { success: true, data: { id: "a" }, meta } });
// @ts-expect-error either changes or a whole body
mock.getEvCharger({ body: { success: true, data: charger, meta }, data: {} });

// A function is told of the request in the contract's types.
mock.getEvCharger(({ params, query, body, request }) => {
  expectTypeOf(params.deviceId).toEqualTypeOf<string>();
  expectTypeOf(query.expedite).toEqualTypeOf<boolean | undefined>();
  expectTypeOf(body).toEqualTypeOf<undefined>();
  expectTypeOf(request).toEqualTypeOf<Request>();
  return { data: { id: params.deviceId } };
});
mock.pushEvChargerAction(async ({ body, query }) => {
  expectTypeOf(body.action.command).toEqualTypeOf<"charge" | "idle">();
  // @ts-expect-error the operation has no query
  query.limit satisfies number;
  await Promise.resolve();
  return body.onConflict === undefined ? { error: "CONFLICT" } : { example: "window" };
});
mock.listActions(({ params, query }) => {
  // @ts-expect-error the operation has no path parameter
  params.deviceId satisfies string;
  return query.state === "failed"
    ? { data: { items: [] } }
    : HttpResponse.text("?", { status: 418 });
});
mock.getAction(() => {});
// @ts-expect-error no such property
mock.getEvCharger(() => ({ data: { ident: "a" } }));

// Only the codes of the operation.
mock.pushEvChargerAction.error("CONFLICT");
mock.pushEvChargerAction.error("CONFLICT", { example: "alreadyAcknowledged", message: "no" });
// @ts-expect-error only a push has conflicts
mock.getEvCharger.error("CONFLICT");
// @ts-expect-error an example of another code
mock.pushEvChargerAction.error("CONFLICT", { example: "startInPast" });

// Details have the type of the code.
mock.pushEvChargerAction.error("CONFLICT", { details: { conflictingActionIds: ["a"] } });
mock.pushEvChargerAction.error("INVALID_TIME_WINDOW", {
  details: { reason: "end_not_after_start" },
});
// @ts-expect-error details of another code
mock.pushEvChargerAction.error("INVALID_TIME_WINDOW", { details: { conflictingActionIds: ["a"] } });
// @ts-expect-error the wrong type
mock.pushEvChargerAction.error("CONFLICT", { details: { conflictingActionIds: "a" } });

// Headers: those that the contract documents are completed, others may be added.
mock.getEvCharger.error("RATE_LIMIT_EXCEEDED", { headers: { "Retry-After": 2, "x-other": "a" } });
mock.getEvCharger.error("RATE_LIMIT_EXCEEDED", { headers: { "Retry-After": undefined } });
// @ts-expect-error a header is no object
mock.getEvCharger.error("RATE_LIMIT_EXCEEDED", { headers: { "Retry-After": {} } });

// Sequences take any answer, and at least one.
mock.getAction.sequence([
  { error: "SERVICE_UNAVAILABLE", headers: { "Retry-After": 0 } },
  { networkError: true },
  { brokenBody: true, delay: 5 },
  { example: "acknowledged" },
  ({ params }) => ({ data: { id: params.actionId, state: "completed" } }),
]);
// @ts-expect-error no answer
mock.getAction.sequence([]);
// @ts-expect-error a code of another operation
mock.getAction.sequence([{ error: "CONFLICT" }]);
// @ts-expect-error details of another code
mock.pushEvChargerAction.sequence([{ error: "CONFLICT", details: { reason: "no", issues: [] } }]);

mock.getAction.networkError({ once: true });
mock.getAction.brokenBody({ once: true });
mock.getAction({ delay: "infinite" });
// @ts-expect-error a time is a number
mock.getAction({ delay: "500" });

// An operation that nobody wrote code for: no content, and a required header.
interface Eject {
  parameters: {
    query?: never;
    header: { "If-Match": string };
    path: { crater: number };
    cookie?: never;
  };
  requestBody?: never;
  responses: {
    204: { headers: { [name: string]: unknown }; content?: never };
    410: {
      headers: { "X-Left": string; [name: string]: unknown };
      content: { "application/json": { error: { code: "GONE"; details: { since: string } } } };
    };
  };
}
declare const eject: OperationMock<Eject, { examples: "default"; errors: { GONE: "gone" } }>;
eject();
eject(({ params }) => {
  expectTypeOf(params.crater).toEqualTypeOf<number>();
});
eject.error("GONE", { details: { since: "noon" }, headers: { "X-Left": 1 } });
// @ts-expect-error it answers without a body
eject({ data: {} });
// @ts-expect-error it answers without a body
eject({ body: {} });
// @ts-expect-error its errors have no meta
eject.error("GONE", { meta: {} });

// Without an envelope the body itself is the data.
interface Survey {
  parameters: { query: { since: number; tags?: string[] }; path?: never };
  requestBody?: { content: { "application/json": { depth: number } } };
  responses: { 200: { headers: object; content: { "application/json": EvCharger[] } } };
}
declare const survey: OperationMock<Survey, { examples: "all"; errors: object }>;
survey({ data: [{ id: "a" }] });
survey(({ query, body }) => {
  expectTypeOf(query).toEqualTypeOf<Readonly<{ since: number; tags?: string[] }>>();
  expectTypeOf(body).toEqualTypeOf<{ depth: number } | undefined>();
  return { data: [] };
});
// @ts-expect-error there is no envelope, so no meta
survey({ meta: {} });
// @ts-expect-error it documents no code
survey.error("GONE");
