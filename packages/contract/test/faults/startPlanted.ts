import { defaultFleet, startSandbox } from "../../../sandbox/src/index.ts";
import {
  type Check,
  checks as allChecks,
  loadContract,
  type Verification,
  verify,
  type VerifyOptions,
} from "../../src/index.ts";
import type { Fault } from "./Fault.ts";
import { startFaultLayer } from "./startFaultLayer.ts";

/** Each case takes so long for the sandbox, whose clock stands still otherwise: runs are the same. */
const millisecondsPerRequest = 50;

/** Enough to have pages, few enough to come back to. */
const chargers = 16;

export interface Planted {
  /** Verifies the sandbox as a customer of its own, with a fault or with none. */
  readonly verify: (
    fault: Fault | undefined,
    options?: Pick<VerifyOptions, "checks" | "lacks">,
  ) => Promise<Verification>;
  readonly stop: () => Promise<void>;
}

/** Starts a sandbox behind a fault layer, for at most so many runs. */
export async function startPlanted(runs: number): Promise<Planted> {
  const contract = await loadContract();
  const { now, customers } = defaultFleet({ chargers });
  const own = [...(customers[0]?.chargers ?? [])];
  const keyOf = (run: number) => `key_of_run_${run}`;
  const fleet = {
    now,
    customers: Array.from({ length: runs }, (_, run) => ({
      name: `run ${run}`,
      keys: [{ key: keyOf(run) }],
      chargers: own,
    })),
  };
  const sandbox = await startSandbox({ now: "fleet", rateLimit: 0, fleet });
  const layer = await startFaultLayer(contract, sandbox.url, () =>
    sandbox.clock.advance(millisecondsPerRequest),
  );
  let run = 0;
  return {
    verify: async (fault, options) => {
      const apiKey = keyOf(run);
      run += 1;
      sandbox.clock.set(now);
      layer.plant(fault?.plant({ apiKey }) ?? {});
      return verify(contract, {
        baseUrl: layer.url,
        apiKey,
        profile: "full",
        seed: 1,
        cases: 40,
        shrinks: 0,
        timeout: fault?.timeout ?? 10_000,
        ...options,
      });
    },
    stop: async () => {
      await layer.stop();
      await sandbox.stop();
    },
  };
}

/** The names of the checks that failed, in their order. */
export function caughtBy({ failures }: Verification): readonly string[] {
  const failed = new Set(failures.map(({ check }) => check));
  return allChecks.map(({ name }) => name).filter((name) => failed.has(name));
}

/** The checks that faults are planted for: not those of mocks, and of what a server is said to lack. */
export const provenChecks: readonly Check[] = allChecks.filter(
  ({ name }) => name !== "documented example" && name !== "lacks what it says",
);
