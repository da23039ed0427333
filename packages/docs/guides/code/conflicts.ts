// #region conflict
import { createClient, isApiError } from "@ev-charger/client";

const amps = createClient(); // AMPS_API_KEY, AMPS_BASE_URL
const path = { deviceId: "device_ev_002" };

const tonight = await amps.pushEvChargerAction({
  path,
  body: { action: { command: "charge", start: "1h", end: "3h" } },
});
console.log(tonight.state);

const now = { action: { command: "charge" } } as const;
const { error } = await amps.pushEvChargerAction({ path, body: now }).safe();
if (isApiError(error, "CONFLICT")) {
  console.log(error.details.reason, error.details.strategies);
  console.log(error.details.conflictingActionIds.includes(tonight.id));
}
// #endregion conflict

// #region replace
const replaced = await amps.pushEvChargerAction({
  path,
  body: { ...now, onConflict: "cancel_and_replace" },
});
const before = await amps.getAction({ path: { actionId: tonight.id } });
console.log(`${before.state}, then ${replaced.state}`);
// #endregion replace

await amps.waitForAction(replaced.id);

// #region undeclared
const body = { ...now, onConflict: "queue_after" } as const;
const queued = await amps.pushEvChargerAction({ path, body }).safe();
console.log(queued.error?.status, queued.error?.code);
// #endregion undeclared
