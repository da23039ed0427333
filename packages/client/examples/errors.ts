// Handles errors: as values, and as exceptions.
import { createClient, isApiError, isEvChargerError } from "@ev-charger/client";

const amps = createClient();

const push = {
  path: { deviceId: "device_ev_001" },
  body: { action: { command: "charge" } },
} as const;
// For the mock alone, which has no other action: it answers the status that it is asked for.
const headers = { prefer: "code=409" };

// As a value: `error` is one of those that this operation can fail with.
const { data, error } = await amps.pushEvChargerAction(push, { headers }).safe();
if (error === undefined) {
  console.log(`${data.id} is ${data.state}`);
} else if (isApiError(error, "CONFLICT")) {
  console.log("In the way:", error.details.conflictingActionIds);
} else if (error.status === 422) {
  console.log(`The charger cannot do that: ${error.code}`);
} else {
  throw error;
}

// As an exception. Codes may grow: branch on those that you know, and let the rest go on.
try {
  await amps.listEvChargers({ query: { limit: 500 } });
} catch (caught) {
  if (!isEvChargerError(caught)) throw caught;
  console.log(`${caught.name} ${caught.code}`, JSON.stringify(caught));
}
