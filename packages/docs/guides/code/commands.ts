// #region supported
import { createClient, isTerminalAction } from "@ev-charger/client";

const amps = createClient(); // AMPS_API_KEY, AMPS_BASE_URL
const path = { deviceId: "device_ev_001" };

const charger = await amps.getEvCharger({ path });
const { charge, idle } = charger.commands;
console.log("charge:", charge?.execution.join(", ") ?? "not supported");
console.log("idle:", idle?.execution.join(", ") ?? "not supported");
// #endregion supported

// #region push
const pushed = await amps.pushEvChargerAction({
  path,
  body: { action: { command: "charge" } },
});
console.log(pushed.id, pushed.state);

const ended = await amps.waitForAction(pushed.id, { timeout: 60_000 });
console.log(ended.state, ended.completedAt);
// #endregion push

// #region fail
const doomed = await amps.pushEvChargerAction({
  path,
  body: {
    action: { command: "charge" },
    sandbox: { outcome: "failed", errorCode: "DEVICE_OFFLINE", delaySeconds: 0.5 },
  },
});
const failed = await amps.waitForAction(doomed.id);
console.log(failed.state, failed.errorCode);
// #endregion fail

// #region cancel
const later = await amps.pushEvChargerAction({
  path,
  body: { action: { command: "idle", start: "2h" } },
});
console.log(later.state);

const cancelled = await amps.cancelAction({ path: { actionId: later.id } });
console.log(cancelled.state, isTerminalAction(cancelled));
// #endregion cancel

// #region setting
const { updated } = await amps.updateEvChargerSettings({
  path,
  body: { max_charge_rate: { value: 7.4, unit: "kw" } },
});
console.log(updated);
// #endregion setting
