import type { Conflict } from "../database/rows.ts";
import { pushedAction } from "../domain/actionAt.ts";
import { actionOf, checkPush, delayOf, resolve, timesOf } from "../domain/pushed.ts";
import { Refusal } from "../http/Refusal.ts";
import { noSuchDevice } from "./getEvCharger.ts";
import type { Handler } from "./Handler.ts";

/** So often a push is tried again when another one came in between. */
const ATTEMPTS = 20;

export const pushEvChargerAction: Handler<"pushEvChargerAction"> = async (
  { path, body },
  { store, caller, now, time },
) => {
  const { customerNo } = caller;
  const times = timesOf(body.action, now);
  const until = (times.start ?? now) + delayOf(body);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const target = await store.findPushTarget({ customerNo, id: path.deviceId, now, until });
    if (target === null) throw noSuchDevice(path.deviceId);
    if (caller.environment === "live") {
      const message = "No EV charger takes commands in the live environment today.";
      throw new Refusal("COMMAND_NOT_SUPPORTED", message);
    }
    checkPush(body, target, times, now);
    const decide = (conflicts: readonly Conflict[], at: number) =>
      resolve(body, target, actionOf(body, target, times, { customerNo, now: at }), conflicts);
    // What was pushed since this request came has happened, too. What does not resolve is refused
    // before anything is locked.
    const { cancel, add } = decide(target.conflicts, time());
    const isAlone = cancel.length === 0 && add.queued_after === null;
    const added = isAlone
      ? await store.addAction(add)
      : await store.addAmong({ chargerNo: target.no, time, until }, decide);
    if (added !== null) return pushedAction(added);
  }
  throw new Refusal("SERVICE_UNAVAILABLE", "Too many pushes to this device at the same time.", {
    headers: { "retry-after": "1" },
  });
};
