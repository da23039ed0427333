import { setTimeout as wait } from "node:timers/promises";
import type { Json } from "../src/contract/Json.ts";
import { ask, at } from "./ask.ts";
import type { Dice } from "./Dice.ts";
import type { Command } from "./startCommand.ts";

/** Pushes that are under way at the same time. */
const ABREAST = 16;
/** A killed process goes at most so many ms after the answer that was to be its last. */
const GRACE = 25;

export interface Push {
  readonly deviceId: string;
  readonly body: PushBody;
}
interface PushBody {
  readonly action: { readonly command: string; readonly start?: string; readonly end?: string };
  readonly onConflict: "cancel_and_replace";
  readonly sandbox?: {
    readonly outcome: string;
    readonly delaySeconds: number;
    readonly errorCode?: string;
  };
}

/** What became of the pushes to a process that was killed meanwhile. */
export interface Pushed {
  /** Those that were answered with 202, with the `data` of the answer. */
  readonly acknowledged: readonly { readonly push: Push; readonly data: unknown }[];
  /** Those whose answer never came. */
  readonly unanswered: readonly Push[];
  /** The bodies of the answers that have no place here: neither 202 nor 409. */
  readonly strange: readonly Json[];
}

/** Pushes to random chargers, and kills the process a random moment after a random number of answers. */
export async function pushUntilKilled(
  command: Command,
  chargers: readonly string[],
  dice: Dice,
): Promise<Pushed> {
  const acknowledged: { push: Push; data: unknown }[] = [];
  const unanswered: Push[] = [];
  const strange: Json[] = [];
  const last = 20 + dice.below(200);
  const grace = dice.next() * GRACE;
  let killed: Promise<void> | undefined;
  const dead = new AbortController();
  const kill = async (): Promise<void> => {
    await wait(grace);
    dead.abort();
    await command.kill();
  };
  const worker = async (): Promise<void> => {
    while (!dead.signal.aborted) {
      const push = { deviceId: dice.pick(chargers), body: drawBody(dice) };
      const answer = await ask(command.url, `/ev-charger/${push.deviceId}`, {
        body: push.body,
      }).catch((error: unknown) => {
        if (!dead.signal.aborted) throw error;
        return undefined;
      });
      if (answer === undefined) unanswered.push(push);
      else if (answer.status === 202) acknowledged.push({ push, data: at(answer.body, "data") });
      else if (answer.status !== 409) strange.push(answer.body);
      if (acknowledged.length >= last) killed ??= kill();
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, worker));
  await killed;
  return { acknowledged, unanswered, strange };
}

/** At once, later, or in a window; some of them are to fail. None stays `acknowledged` for long. */
function drawBody(dice: Dice): PushBody {
  const command = dice.pick(["charge", "idle"]);
  const onConflict = "cancel_and_replace";
  const start = `${1 + dice.below(20)}h`;
  switch (dice.below(4)) {
    case 0:
      return { action: { command, start }, onConflict };
    case 1:
      return { action: { command: "charge", start, end: `${30 + dice.below(20)}h` }, onConflict };
    case 2:
      return {
        action: { command },
        onConflict,
        sandbox: { outcome: "failed", errorCode: "CRASH_TEST", delaySeconds: 0 },
      };
    default:
      return {
        action: { command },
        onConflict,
        sandbox: { outcome: "completed", delaySeconds: 0 },
      };
  }
}
