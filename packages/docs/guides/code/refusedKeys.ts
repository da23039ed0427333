import { createClient, isApiError } from "@ev-charger/client";

const baseUrl = "http://127.0.0.1:4020";

async function tryKey(apiKey: string): Promise<string> {
  const amps = createClient({ apiKey, baseUrl });
  const { error } = await amps
    .updateEvChargerSettings({
      path: { deviceId: "device_ev_001" },
      body: { max_charge_rate: { value: 7.4, unit: "kw" } },
    })
    .safe();
  return isApiError(error) ? `${error.status} ${error.code}` : "ok";
}

console.log("a mistyped key:", await tryKey("amps_sk_test_mistyped"));
console.log("an expired key:", await tryKey("amps_sk_test_expired"));
console.log("a key that may only read:", await tryKey("amps_sk_test_read_only"));
console.log("no live access:", await tryKey("amps_sk_live_other_customer"));
