import { charger, success } from "./bodies.ts";
import type { Client } from "./Kit.ts";
import type { Answer } from "./Script.ts";

/** One call of each kind, so that a behaviour need not repeat its arguments. */

type CallOptions = Parameters<Client["getEvCharger"]>[1];

/** An answer that `read` and `push` are content with. */
export const fine: Answer = { body: success(charger("device_1")) };

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
