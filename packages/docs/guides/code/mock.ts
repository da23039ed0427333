import { createClient } from "@ev-charger/client";

const amps = createClient({ apiKey: "any", baseUrl: "http://127.0.0.1:4010" });
const push = {
  path: { deviceId: "device_ev_001" },
  body: { action: { command: "charge" } },
} as const;

const prefer = (asked: string) => ({ headers: { prefer: asked } });
const past = prefer("example=startInPast");
const conflict = prefer("code=409");

const accepted = await amps.pushEvChargerAction(push);
console.log(accepted.state);

const refused = await amps.pushEvChargerAction(push, past).safe();
console.log(refused.error?.code);

const busy = await amps.pushEvChargerAction(push, conflict).safe();
console.log(busy.error?.code);
