import { chargerAt, isReadable, settingsAt } from "../domain/chargerAt.ts";
import { Refusal } from "../http/Refusal.ts";
import type { Handler } from "./Handler.ts";

/** How old a state may be, in ms: as the contract says, 15 minutes, or 1 when it is expedited. */
const MAX_AGE = { usual: 15 * 60_000, expedited: 60_000 };

export const getEvCharger: Handler<"getEvCharger"> = async ({ path, query }, context) => {
  const { store, caller, now } = context;
  const { deviceId: id } = path;
  const row = await store.findCharger({ customerNo: caller.customerNo, id, now });
  if (row === null) throw noSuchDevice(id);
  const charger = chargerAt(row, now);
  const maxAge = query.expedite === true ? MAX_AGE.expedited : MAX_AGE.usual;
  const since = now - maxAge;
  const settings = settingsAt(row, now);
  if (Date.parse(charger.sync.lastPulledAt) >= since || !isReadable(row))
    return { ...charger, settings };
  const pulls = await store.notePull(row.no, { now, since });
  return { ...chargerAt({ ...row, pulls }, now), settings };
};

/** For an unknown device, and for someone else's. */
export const noSuchDevice = (id: string): Refusal =>
  new Refusal("DEVICE_NOT_FOUND", `There is no device ${id}.`);
