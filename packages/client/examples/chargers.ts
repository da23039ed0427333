import { createClient } from "@ev-charger/client";
const amps = createClient({ apiKey: "amps_sk_test_any", baseUrl: "http://127.0.0.1:4010" });
for await (const { id, metadata, state } of amps.listEvChargers()) {
  console.log(`${id} (${metadata.model}): ${state.status}, ${state.currentPower} kW`);
}
