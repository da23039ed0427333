import { ask, at } from "./ask.ts";
import type { Dice } from "./Dice.ts";

/** Sends requests of all kinds, so many at a time, as long as it should go on. Returns how many. */
export async function load(
  url: string,
  {
    chargers,
    abreast,
    dice,
    goesOn,
  }: {
    readonly chargers: number;
    readonly abreast: number;
    readonly dice: Dice;
    readonly goesOn: (sent: number) => boolean;
  },
): Promise<number> {
  let sent = 0;
  const worker = async (): Promise<void> => {
    while (goesOn(sent)) {
      sent += 1;
      await one(url, dice.below(chargers), dice);
    }
  };
  await Promise.all(Array.from({ length: abreast }, worker));
  return sent;
}

async function one(url: string, index: number, dice: Dice): Promise<void> {
  const deviceId = `device_ev_${String(index + 1).padStart(3, "0")}`;
  const path = `/ev-charger/${deviceId}`;
  switch (dice.below(12)) {
    case 0: {
      const body = { action: { command: "charge", start: "1h" }, onConflict: "cancel_and_replace" };
      const { body: pushed } = await ask(url, path, { body });
      const id = at(pushed, "data", "id");
      if (typeof id === "string") await ask(url, `/actions/${id}/cancel`, { method: "POST" });
      return;
    }
    case 1:
    case 2: {
      const sandbox = { outcome: "completed", delaySeconds: 0 };
      await ask(url, path, { body: { action: { command: "charge" }, sandbox } });
      return;
    }
    case 3: {
      const max_charge_rate = { value: dice.below(50), unit: "kw" };
      await ask(url, `${path}/settings`, { body: { max_charge_rate } });
      return;
    }
    case 4:
      await ask(url, `${path}?expedite=true`, {
        headers: { "x-sandbox-now": `+${dice.below(1_000_000)}s` },
      });
      return;
    case 5:
      await ask(url, `/actions?deviceId=${deviceId}`);
      return;
    case 6:
      // What is refused, each in words of its own.
      await ask(url, `/ev-charger/nobody_${dice.next()}`);
      await ask(url, `/nowhere/${dice.next()}`);
      await ask(url, path, { body: { [`unknown_${dice.next()}`]: true } });
      await ask(url, "/ev-charger", { key: `amps_sk_test_${dice.next()}` });
      return;
    case 7:
      await fetch(`${url}/metrics`).then((response) => response.text());
      return;
    default:
      await ask(url, `/ev-charger?offset=${index}`);
  }
}
