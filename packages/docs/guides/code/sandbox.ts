// #region time
import { createClient } from "@ev-charger/client";

const amps = createClient(); // AMPS_API_KEY, AMPS_BASE_URL
const path = { deviceId: "device_ev_001" };

const { id } = await amps.pushEvChargerAction({
  path,
  body: { action: { command: "idle", start: "8h" } },
});
for (const time of ["+7h", "+9h"]) {
  const headers = { "x-sandbox-now": time };
  const action = await amps.getAction({ path: { actionId: id } }, { headers });
  const charger = await amps.getEvCharger({ path }, { headers });
  console.log(time, action.state, charger.state.status);
}
// #endregion time

await amps.cancelAction({ path: { actionId: id } });

// #region fault
const faults = ["code=RATE_LIMIT_EXCEEDED, retry-after=3", "reset", "truncate"];
for (const fault of faults) {
  const options = { headers: { "x-sandbox-fault": fault }, retries: 0 };
  const { error } = await amps.getEvCharger({ path }, options).safe();
  console.log(`${fault}: ${error?.name}, ${error?.code}`);
}
// #endregion fault
