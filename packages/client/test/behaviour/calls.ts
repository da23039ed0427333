import type { Client } from "./Kit.ts";
import type { Answer } from "./Script.ts";

/** What a behaviour need not repeat: one call of each kind, and what the API says to it. */

type CallOptions = Parameters<Client["getEvCharger"]>[1];

/** An answer that every call is content with. */
export const fine: Answer = { says: "success" };

const statuses = {
  INVALID_REQUEST: 400,
  INVALID_API_KEY: 401,
  INSUFFICIENT_PERMISSIONS: 403,
  DEVICE_NOT_FOUND: 404,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  COMMAND_NOT_SUPPORTED: 422,
  RATE_LIMIT_EXCEEDED: 429,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const;

/** An error of the API; with a `Retry-After`, in seconds, if that is given. */
export function refusal(code: keyof typeof statuses, retryAfter?: number | string): Answer {
  const says = { code, status: statuses[code] };
  return retryAfter === undefined
    ? { says }
    : { says, headers: { "retry-after": `${retryAfter}` } };
}

/** An action in a state, of which it is known how it will end. */
export function inState(state: string, ending = "completed"): Answer {
  return { says: { state, ending } };
}

/** A GET. */
export function read(client: Client, options?: CallOptions) {
  return client.getEvCharger({ path: { deviceId: "device_1" } }, options);
}

/** A POST. */
export function push(client: Client, options?: CallOptions) {
  const body = { action: { command: "charge" } } as const;
  return client.pushEvChargerAction({ path: { deviceId: "device_1" }, body }, options);
}

/** The same GET through the raw surface. */
export function readRaw(client: Client, options?: CallOptions) {
  const params = { path: { deviceId: "device_1" } };
  return client.GET("/ev-charger/{deviceId}", { params, ...options });
}

/** The same POST through the raw surface. */
export function pushRaw(client: Client, options?: CallOptions) {
  const params = { path: { deviceId: "device_1" } };
  const body = { action: { command: "charge" } } as const;
  return client.POST("/ev-charger/{deviceId}", { params, body, ...options });
}

/** Runs with `Math.random` as given. Only for behaviours that run alone. */
export async function withRandom<Result>(
  random: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = Math.random;
  Math.random = () => random;
  try {
    return await work();
  } finally {
    Math.random = before;
  }
}
