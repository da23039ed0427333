import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, isApiError } from "@ev-charger/client";
import { createMocks } from "@ev-charger/client/testing";
import { setupServer } from "msw/node";

const baseUrl = "https://amps.test";
const amps = createClient({ apiKey: "any", baseUrl });

/** What is tested: has a charger charge, and says in a word what came of it. */
async function chargeNow(deviceId: string): Promise<string> {
  const push = { path: { deviceId }, body: { action: { command: "charge" } } } as const;
  const { data, error } = await amps.pushEvChargerAction(push).safe();
  if (error === undefined) return data.state;
  return isApiError(error, "CONFLICT") ? "busy" : error.name;
}

const { handlers, mock } = createMocks({ baseUrl });
const server = setupServer(...handlers());

await test("chargeNow", async (context) => {
  context.before(() => server.listen({ onUnhandledFrame: "error" }));
  context.afterEach(() => server.resetHandlers());
  context.after(() => server.close());

  await context.test("tells a charger to charge", async () => {
    assert.equal(await chargeNow("device_ev_001"), "acknowledged");
  });

  await context.test("says that a charger is busy", async () => {
    server.use(mock.pushEvChargerAction.error("CONFLICT"));
    assert.equal(await chargeNow("device_ev_001"), "busy");
  });

  await context.test("says when nothing answers", async () => {
    server.use(mock.pushEvChargerAction.networkError());
    assert.equal(await chargeNow("device_ev_001"), "ConnectionError");
  });
});
