// Has a charger charge, and waits until the action has come to its end.
import { createClient, TimeoutError } from "@ev-charger/client";

const amps = createClient();

const pushed = await amps.pushEvChargerAction({
  path: { deviceId: "device_ev_001" },
  body: { action: { command: "charge" }, onConflict: "cancel_and_replace" },
});
console.log(`${pushed.id} is ${pushed.state}`);

try {
  const action = await amps.waitForAction(pushed.id, {
    timeout: 60_000,
    interval: 1_000,
    // For the mock alone, in which no time passes: it answers the example that it is asked for.
    headers: { prefer: "example=completed" },
  });
  // `completed` says that the manufacturer accepted the command.
  console.log(`${action.id} ended as ${action.state} at ${action.completedAt}`);
} catch (error) {
  if (!(error instanceof TimeoutError)) throw error;
  console.log(`${pushed.id} goes on; look again later.`);
}
