import type { SettingInput } from "@ev-charger/types";
import type { ChargerSetting } from "../fleet/Fleet.ts";
import { Refusal } from "../http/Refusal.ts";
import { noSuchDevice } from "./getEvCharger.ts";
import type { Handler } from "./Handler.ts";

export const updateEvChargerSettings: Handler<"updateEvChargerSettings"> = async (
  { path, body },
  { store, caller, now },
) => {
  const { deviceId: id } = path;
  const row = await store.findCharger({ customerNo: caller.customerNo, id, now });
  if (row === null) throw noSuchDevice(id);
  const written: Record<string, number> = {};
  const asked: Readonly<Record<string, SettingInput | undefined>> = { ...body };
  for (const [name, input] of Object.entries(asked)) {
    if (input === undefined) continue;
    check(name, input, row.settings[name]);
    written[name] = input.value;
  }
  await store.writeSettings(row.no, written, now);
  return { deviceId: id, updated: Object.keys(written) };
};

function check(
  name: string,
  { value, unit }: SettingInput,
  setting: ChargerSetting | undefined,
): void {
  if (setting === undefined) {
    throw new Refusal("UNSUPPORTED_SETTING", `This device does not have the setting ${name}.`);
  }
  if (setting.readOnly === true) {
    throw new Refusal("READ_ONLY_SETTING", `${name} cannot be written on this device.`);
  }
  if (unit !== setting.unit) {
    throw new Refusal("UNSUPPORTED_UNIT", `The unit of ${name} is ${setting.unit}.`);
  }
  const { min, max } = setting;
  if (value < min || value > max) {
    throw new Refusal(
      "SETTING_OUT_OF_RANGE",
      `${name} must be between ${min} and ${max} ${setting.unit}.`,
    );
  }
}
