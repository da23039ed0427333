import type { Dice } from "./Dice.ts";

/** What is done to a sandbox. An action is called by its place among those that were accepted. */
export type Step =
  | { readonly kind: "push"; readonly deviceId: string; readonly body: PushBody }
  | { readonly kind: "cancel"; readonly action: number }
  | {
      readonly kind: "set";
      readonly deviceId: string;
      readonly value: number;
      readonly unit: string;
    }
  | { readonly kind: "read"; readonly path: string }
  | { readonly kind: "clock"; readonly by: number };

export interface PushBody {
  readonly action: { readonly command: string; readonly start?: string; readonly end?: string };
  readonly onConflict?: string;
  readonly sandbox?: { readonly outcome: string; readonly delaySeconds: number };
}

const MINUTE = 60_000;

/** Draws a step, of which most can be done and some are refused. */
export function drawStep(dice: Dice, chargers: readonly string[], actions: number): Step {
  const deviceId = dice.below(40) === 0 ? "device_nobody" : dice.pick(chargers);
  switch (dice.below(12)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return { kind: "push", deviceId, body: drawPush(dice) };
    case 4:
    case 5:
      // Rather one of the last, which may be scheduled still.
      return { kind: "cancel", action: Math.max(0, actions - 1 - dice.below(6)) };
    case 6:
      return {
        kind: "set",
        deviceId,
        value: dice.below(60) - 3,
        unit: dice.below(8) === 0 ? "w" : "kw",
      };
    case 7:
    case 8:
      return { kind: "read", path: drawPath(dice, deviceId) };
    case 9:
      return { kind: "clock", by: -dice.below(20) * MINUTE };
    default:
      // A moment, until something ends, or long after.
      return { kind: "clock", by: dice.pick([dice.below(3_000), dice.below(90) * MINUTE]) };
  }
}

function drawPush(dice: Dice): PushBody {
  const command = dice.pick(["charge", "charge", "idle"]);
  const start = dice.pick([undefined, `${dice.below(120)}m`, `${1 + dice.below(3)}h`]);
  const end = dice.pick([undefined, undefined, `${2 + dice.below(6)}h`]);
  const onConflict = dice.pick([undefined, "cancel_and_replace", "queue_after", "queue_after"]);
  const sandbox = dice.pick([
    undefined,
    { outcome: "completed", delaySeconds: dice.below(600) },
    { outcome: "failed", delaySeconds: dice.below(60) },
  ]);
  return {
    action: { command, ...(start && { start }), ...(end && { end }) },
    ...(onConflict && { onConflict }),
    ...(sandbox && { sandbox }),
  };
}

function drawPath(dice: Dice, deviceId: string): string {
  const page = `offset=${dice.below(8)}&limit=${1 + dice.below(8)}`;
  const userId = `user_00000${1 + dice.below(4)}`;
  return dice.pick([
    `/ev-charger?${page}`,
    `/ev-charger?${page}&userId=${userId}`,
    `/ev-charger/${deviceId}?expedite=${dice.pick(["true", "false"])}`,
    `/actions?${page}&userId=${userId}`,
    `/actions?${page}&deviceId=${deviceId}`,
    `/actions?${page}&state=${dice.pick(["scheduled", "acknowledged", "completed", "failed", "cancelled"])}`,
  ]);
}
