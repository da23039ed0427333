import { createClient } from "@ev-charger/client";

const test = "amps_sk_test_xxxxxxxxxxxxxxxxxxxxxxxx";
const live = "amps_sk_live_xxxxxxxxxxxxxxxxxxxxxxxx";
for (const apiKey of [test, live]) {
  const amps = createClient({ apiKey, baseUrl: "http://127.0.0.1:4020" });
  const { meta } = await amps.listEvChargers();
  console.log(meta.environment);
}
