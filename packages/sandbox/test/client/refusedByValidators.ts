import { type Client, createClient } from "@ev-charger/client";
import { isContractError, validate, validators } from "@ev-charger/client/validate";
import type { operations } from "@ev-charger/types";
import type { Tally } from "./Tally.ts";

const path = { deviceId: "device_1", actionId: "action_1" };
const push = { action: { command: "charge" } } as const;
const settings = { max_charge_rate: { value: 7, unit: "kw" } } as const;

/** A call of each operation. */
const calls: Readonly<Record<keyof operations, (client: Client) => PromiseLike<unknown>>> = {
  cancelAction: (client) => client.cancelAction({ path }),
  getAction: (client) => client.getAction({ path }),
  getEvCharger: (client) => client.getEvCharger({ path }),
  listActions: (client) => client.listActions(),
  listEvChargers: (client) => client.listEvChargers(),
  pushEvChargerAction: (client) => client.pushEvChargerAction({ path, body: push }),
  updateEvChargerSettings: (client) => client.updateEvChargerSettings({ path, body: settings }),
};

/**
 * Gives the client every answer of the sandbox once more, with the client's validators as middleware.
 *
 * @returns what they say against them
 */
export async function refusedByValidators(tally: Tally): Promise<readonly string[]> {
  const refused = new Set<string>();
  for (const { operationId, relayed } of tally.from("sandbox")) {
    if (relayed?.ending !== "whole") continue;
    const { status, headers, body } = relayed;
    const client = createClient({
      apiKey: "any",
      baseUrl: "https://sandbox.test",
      retries: 0,
      fetch: () => Promise.resolve(new Response(body, { status, headers })),
      middleware: [validate({ validators })],
    });
    const call = Object.entries(calls).find(([id]) => id === operationId)?.[1];
    if (call === undefined) throw new Error(`There is no call of ${operationId}.`);
    try {
      await call(client);
    } catch (error) {
      if (isContractError(error)) refused.add(`${error.message} ${body.slice(0, 500)}`);
      else if (status < 400) throw error;
    }
  }
  return [...refused];
}
