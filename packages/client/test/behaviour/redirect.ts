import { push, read, readRaw } from "./calls.ts";
import { equals, isTrue } from "./check.ts";
import { type Behaviour, KEY, type Kit, start } from "./Kit.ts";
import type { Answer } from "./Script.ts";

const statuses = [301, 302, 303, 307, 308];

function redirect(status: number, to: "here" | "elsewhere"): Answer {
  return { status, redirect: { to, path: "/stolen" } };
}

/** Follows, or refuses to: but the key must not arrive at the other origin, nor what it could be read from. */
async function keepsKey(
  kit: Kit,
  script: readonly Answer[],
  call: typeof read | typeof push,
): Promise<void> {
  const started = await start(kit, script, { retries: 0 });
  const { error } = await call(started.client).safe();
  if (error !== undefined) isTrue(kit.sdk.isEvChargerError(error), "a typed error");
  for (const seen of await started.seenElsewhere()) {
    isTrue(!JSON.stringify(seen).includes(KEY), "no key at the other origin");
  }
}

export const redirects: readonly Behaviour[] = [
  ...statuses.flatMap((status): Behaviour[] => [
    {
      name: `does not carry the key to another origin with a ${status}`,
      run: (kit) => keepsKey(kit, [redirect(status, "elsewhere")], read),
    },
    {
      name: `does not carry the key of a POST to another origin with a ${status}`,
      run: (kit) => keepsKey(kit, [redirect(status, "elsewhere")], push),
    },
  ]),
  {
    name: "does not carry the key to another origin by way of its own",
    run: (kit) => keepsKey(kit, [redirect(307, "here"), redirect(307, "elsewhere")], read),
  },
  {
    name: "does not carry the key to another origin from the raw surface",
    run: async (kit) => {
      const started = await start(kit, [redirect(302, "elsewhere")], { retries: 0 });
      const { error } = await readRaw(started.client).catch((thrown: unknown) => {
        return { error: thrown };
      });
      isTrue(kit.sdk.isEvChargerError(error), "a typed error");
      for (const seen of await started.seenElsewhere()) {
        isTrue(!JSON.stringify(seen).includes(KEY), "no key at the other origin");
      }
    },
  },
  {
    name: "does not push twice because of a redirect",
    run: async (kit) => {
      const started = await start(kit, [redirect(307, "here")]);
      const { error } = await push(started.client).safe();
      isTrue(kit.sdk.isEvChargerError(error), "a typed error");
      equals((await started.seen()).length, 1, "the number of requests");
    },
  },
  {
    name: "does not run in circles",
    run: async (kit) => {
      const started = await start(kit, [redirect(302, "here")], { retries: 0 });
      const { error } = await read(started.client).safe();
      isTrue(kit.sdk.isEvChargerError(error), "a typed error");
      const requests = (await started.seen()).length;
      isTrue(requests <= 21, `an end, not ${requests} requests`);
    },
  },
];
