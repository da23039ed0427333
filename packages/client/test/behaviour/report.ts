import type { Ability, Sdk } from "./Kit.ts";
import { runBehaviours } from "./runBehaviours.ts";

/** What a runtime is told, and brings with it. */
export interface Site {
  /** The origin of a `ScriptedServer`. */
  readonly server: string;
  /** Under which the outcomes are reported. */
  readonly name: string;
  readonly lacks: readonly Ability[];
  readonly inspect?: (value: unknown) => string;
}

/** Runs the behaviours of a package, and reports each outcome to the server, as JSON. */
export async function report(sdk: Sdk, { server, name, lacks, inspect }: Site): Promise<void> {
  const fetch = globalThis.fetch.bind(globalThis);
  const url = `${server}/__report/${encodeURIComponent(name)}`;
  await runBehaviours({ sdk, server, fetch, inspect }, lacks, async (outcome) => {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(outcome) });
    await response.text();
  });
}
