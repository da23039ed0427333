import { createClient } from "@ev-charger/client";
const amps = createClient({ apiKey: "amps_sk_test_any", baseUrl: "http://127.0.0.1:4010" });
const { data } = await amps.listEvChargers({ query: { limit: 10 } });
for (const { id, metadata, state } of data.items) {
  console.log(`${id} (${metadata.model}): ${state.status}, ${state.currentPower} kW`);
}
