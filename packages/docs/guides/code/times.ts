import { createClient } from "@ev-charger/client";

const amps = createClient(); // AMPS_API_KEY, AMPS_BASE_URL

async function tryTimes(times: { start?: string; end?: string }): Promise<void> {
  const { data, error } = await amps
    .pushEvChargerAction({
      path: { deviceId: "device_ev_002" },
      body: { action: { command: "idle", ...times } },
    })
    .safe();
  console.log(JSON.stringify(times), error?.code ?? "accepted");
  if (data !== undefined) await amps.cancelAction({ path: { actionId: data.id } });
}

await tryTimes({ start: "30m" });
await tryTimes({ start: "2020-01-01T22:00:00" });
await tryTimes({ start: "721h" });
await tryTimes({ end: "1h" });
await tryTimes({ start: "2h", end: "1.5h" });
await tryTimes({ start: "1h", end: "2h" });
await tryTimes({ start: "2026-06-02T22:00:00Z" });
