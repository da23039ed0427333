import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { fileURLToPath } from "node:url";
import { inspect, promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as sdk from "../src/index.ts";
import { failure } from "./behaviour/bodies.ts";
import { behaviours } from "./behaviour/behaviours.ts";
import { fine, push, read } from "./behaviour/calls.ts";
import { endings } from "./behaviour/endings.ts";
import { type Kit, start } from "./behaviour/Kit.ts";
import { ScriptedServer } from "./behaviour/ScriptedServer.ts";

const server = new ScriptedServer();
let kit: Kit;

beforeAll(async () => {
  kit = {
    sdk,
    fetch: globalThis.fetch,
    server: await server.start(),
    inspect: (value) => inspect(value, { depth: Infinity, showHidden: true }),
  };
});

afterAll(() => server.stop());

describe.each(Object.entries(behaviours))("%s", (_, some) => {
  for (const { name, alone, run } of some) {
    (alone ? it : it.concurrent)(name, () => run(kit), 40_000);
  }
});

describe("what is left of a call", () => {
  it("is no listener, no timer and no socket, after a thousand calls on one signal", async () => {
    const { signal } = new AbortController();
    const unavailable = { status: 503, headers: { "retry-after": "0" } };
    const some = [
      fine,
      unavailable,
      { status: 404, body: failure("X") },
      { fault: "drop" },
    ] as const;
    const script = Array.from({ length: 500 }, () => some).flat();
    const { client, seen } = await start(kit, script, { signal, retries: 1 });
    const stalled = await start(kit, [{ ...fine, fault: "stall" }], { timeout: 50, retries: 0 });
    const warned = vi.fn<(warning: Error) => void>();
    process.on("warning", warned);
    const timers = timersLeft();

    let left = 1_000;
    const caller = async (): Promise<void> => {
      while (left-- > 0) await (left % 2 ? read : push)(client, { signal }).safe();
    };
    await Promise.all(Array.from({ length: 20 }, caller));
    const requests = (await seen()).length;
    await read(stalled.client, { signal }).safe();

    expect(requests).toBeGreaterThanOrEqual(1_000);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    // The first look may come before timers of the runtime itself are over.
    await vi.waitFor(() => expect(timersLeft()).toBeLessThanOrEqual(timers), 5_000);
    await vi.waitFor(async () => expect(await server.connections()).toBe(0), 5_000);
    process.off("warning", warned);
    expect(warned.mock.calls).toEqual([]);
  }, 60_000);

  it.each(Object.keys(endings))(
    "does not keep the process from ending after %s",
    async (ending) => {
      const program = fileURLToPath(new URL("behaviour/endOf.ts", import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, [program, kit.server, ending]);
      expect(Number(stdout)).toBeGreaterThan(0);
      expect(Number(stdout)).toBeLessThan(1_000);
    },
  );
});

function timersLeft(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
}
