import { fine, push, read, refusal } from "./calls.ts";
import { rejectionOf } from "./check.ts";
import { type Kit, start } from "./Kit.ts";

/** Ways that a call may end in, none of which may keep a process from ending. */
export const endings: Readonly<Record<string, (kit: Kit) => Promise<unknown>>> = {
  "a success": async (kit) => read((await start(kit, [fine])).client),
  "a success after a retry": async (kit) => {
    const first = refusal("SERVICE_UNAVAILABLE", 0);
    return read((await start(kit, [first, fine])).client);
  },
  "an error of the API": async (kit) => {
    return rejectionOf(push((await start(kit, [refusal("INTERNAL_ERROR")])).client));
  },
  "a broken connection": async (kit) => {
    return rejectionOf(push((await start(kit, [{ ...fine, fault: "dropBody" }])).client));
  },
  "a wait that was aborted": async (kit) => {
    const controller = new AbortController();
    const first = refusal("SERVICE_UNAVAILABLE", 60);
    const { client, seen } = await start(kit, [first]);
    const settled = rejectionOf(read(client, { signal: controller.signal }));
    for (let trip = 0; trip < 2; trip++) await seen({ requests: 1 });
    controller.abort();
    return settled;
  },
  "a body that stalled": async (kit) => {
    const options = { timeout: 100, retries: 0 };
    const { client } = await start(kit, [{ ...fine, fault: "stall" }], options);
    return rejectionOf(read(client));
  },
  "a fetch that never ends": async (kit) => {
    const fetch = (): Promise<never> => new Promise(() => {});
    const { client } = await start(kit, [fine], { fetch, timeout: 100, retries: 0 });
    return rejectionOf(read(client));
  },
  "a list that was left early": async (kit) => {
    const { client } = await start(kit, { list: { total: 25 } });
    for await (const _ of client.listEvChargers()) break;
  },
};
