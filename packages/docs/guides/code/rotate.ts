import { createClient } from "@ev-charger/client";

// Stands for your store of secrets.
const secrets = { amps: "amps_sk_test_expired" };

const amps = createClient({
  apiKey: () => secrets.amps,
  baseUrl: "http://127.0.0.1:4020",
});

const before = await amps.listEvChargers().safe();
console.log(before.error?.code);

secrets.amps = "amps_sk_test_xxxxxxxxxxxxxxxxxxxxxxxx";
const after = await amps.listEvChargers().safe();
console.log(`${after.data?.items.length} chargers`);
