import { createClient } from "@ev-charger/client";

const amps = createClient({ apiKey: "any", baseUrl: "http://127.0.0.1:4010" });
const push = {
  path: { deviceId: "device_ev_001" },
  body: { action: { command: "charge" } },
} as const;

const prefer = (asked: string) => ({ headers: { prefer: asked } });

const accepted = await amps.pushEvChargerAction(push);
console.log(accepted.state);

const inPast = await amps.pushEvChargerAction(push, prefer("example=startInPast")).safe();
console.log(inPast.error?.code);

const busy = await amps.pushEvChargerAction(push, prefer("code=409")).safe();
console.log(busy.error?.code);
