import { createClient } from "@ev-charger/client";
const apiKey = "amps_sk_test_xxxxxxxxxxxxxxxxxxxxxxxx";
const amps = createClient({ apiKey, baseUrl: "http://127.0.0.1:4020" });
for await (const { id, state } of amps.listEvChargers()) {
  console.log(`${id}: ${state.status}, ${state.currentPower} kW`);
}
