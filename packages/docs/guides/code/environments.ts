import { createClient } from "@ev-charger/client";

const keys = ["amps_sk_test_xxxxxxxxxxxxxxxxxxxxxxxx", "amps_sk_live_xxxxxxxxxxxxxxxxxxxxxxxx"];
for (const apiKey of keys) {
  const amps = createClient({ apiKey, baseUrl: "http://127.0.0.1:4020" });
  const { meta } = await amps.listEvChargers();
  console.log(meta.environment);
}
