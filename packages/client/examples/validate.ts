// Holds what is sent, and what is answered, against the contract: types cannot see what runs.
import { ConfigurationError, createClient } from "@ev-charger/client";
import { pushEvChargerActionValidator, validate } from "@ev-charger/client/validate";

// A bundle holds the validators that are named here; `validators` is those of all operations.
const guard = validate({ validators: [pushEvChargerActionValidator] });
const amps = createClient({ middleware: [guard] });

const path = { deviceId: "device_ev_001" };
const pushed = await amps.pushEvChargerAction({ path, body: { action: { command: "charge" } } });
console.log(`${pushed.id} is what the contract says`);

try {
  const action = { command: "charge", start: "tomorrow" } as const;
  await amps.pushEvChargerAction({ path, body: { action } });
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.log(`Not sent, ${error.attempts} attempts: ${error.message}`);
}
