import { action } from "./bodies.ts";
import { inState, refusal } from "./calls.ts";
import { equals, isTrue, matches, rejectionOf } from "./check.ts";
import { type Behaviour, type Kit, start } from "./Kit.ts";

export const waitForAction: readonly Behaviour[] = [
  ...["completed", "failed", "cancelled"].map((state) => ({
    name: `waits for an action until it is ${state}`,
    run: async (kit: Kit) => {
      // What is acknowledged cannot be cancelled any more.
      const before = state === "cancelled" ? "scheduled" : "acknowledged";
      const script = ["scheduled", before, state].map((one) => inState(one, state));
      const { client, seen } = await start(kit, script);
      const ended = await client.waitForAction("action_1", { interval: 10 });
      matches(ended, { id: "action_1", state });
      isTrue(kit.sdk.isTerminalAction(ended), "a terminal action");
      const urls = (await seen()).map(({ url }) => url);
      equals(
        urls,
        Array.from({ length: 3 }, () => "/actions/action_1"),
        "what was asked",
      );
    },
  })),
  {
    name: "waits for the interval between two questions",
    run: async (kit) => {
      const { client, seen } = await start(kit, [inState("acknowledged"), inState("completed")]);
      await client.waitForAction("action_1", { interval: 300 });
      const [one, two] = await seen();
      const waited = (two?.at ?? 0) - (one?.answeredAt ?? 0);
      isTrue(waited >= 297, `a wait of 300 ms, not of ${waited}`);
    },
  },
  {
    name: "does not wait for what has ended already",
    run: async (kit) => {
      const { client, seen } = await start(kit, [inState("completed")]);
      await client.waitForAction("action_1", { interval: 60_000 });
      equals((await seen()).length, 1, "the number of requests");
    },
  },
  {
    name: "gets over a failure while it waits",
    run: async (kit) => {
      const unavailable = refusal("SERVICE_UNAVAILABLE", 0);
      const script = [inState("acknowledged"), unavailable, inState("completed")];
      const { client } = await start(kit, script);
      matches(await client.waitForAction("action_1", { interval: 1 }), { state: "completed" });
    },
  },
  {
    name: "fails with what the API says of an unknown action",
    run: async (kit) => {
      const { client } = await start(kit, [refusal("NOT_FOUND")]);
      const error = await rejectionOf(client.waitForAction("action_1"));
      matches(error, { name: "NotFoundError", path: "/actions/{actionId}" });
    },
  },
  {
    name: "tells ended actions from others",
    run: async ({ sdk }) => {
      const states = ["scheduled", "acknowledged", "completed", "failed", "cancelled", "new"];
      const ended = states.filter((state) => sdk.isTerminalAction({ ...action(state) }));
      equals(ended, ["completed", "failed", "cancelled"], "the terminal states");
    },
  },
];
