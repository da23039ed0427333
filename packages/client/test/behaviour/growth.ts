import { action, charger, failure, success } from "./bodies.ts";
import { inState, read } from "./calls.ts";
import { equals, isTrue, matches, rejectionOf } from "./check.ts";
import { type Behaviour, type Kit, start } from "./Kit.ts";

const classes: Readonly<Record<number, string>> = {
  400: "BadRequestError",
  401: "AuthenticationError",
  403: "PermissionDeniedError",
  404: "NotFoundError",
  409: "ConflictError",
  418: "ApiError",
  422: "UnprocessableError",
  429: "RateLimitError",
  500: "ServerError",
  503: "ServerError",
  599: "ServerError",
};

/** What a server that is newer than the client may send. */
export const growth: readonly Behaviour[] = [
  {
    name: "passes an unknown enum value on",
    run: async (kit) => {
      const newer = {
        ...charger("device_1"),
        vendor: "TOMORROW",
        state: { ...charger("").state, status: "levitating" },
        conflictStrategies: ["toss_a_coin"],
      };
      const { client } = await start(kit, [{ body: success(newer) }]);
      equals(await read(client), newer);
    },
  },
  {
    name: "passes an extra property on, of the data and of the meta",
    run: async (kit) => {
      const body = success({ ...charger("device_1"), tomorrow: { is: ["another", "day"] } });
      const meta = { ...body.meta, region: "moon" };
      const { client } = await start(kit, [{ body: { ...body, meta, extra: 1 } }]);
      const result = await read(client).withResponse();
      equals([result.data, result.meta], [body.data, meta], "data and meta");
    },
  },
  ...Object.entries(classes).map(([status, name]) => ({
    name: `takes an unknown code with status ${status} for a ${name}`,
    run: async (kit: Kit) => {
      const details = { tomorrow: [1, { two: 3 }] };
      const body = failure("CODE_OF_TOMORROW", "Not yet.", details);
      const { client } = await start(kit, [{ status: Number(status), body }], { retries: 0 });
      const error = await rejectionOf(read(client));
      const code = "CODE_OF_TOMORROW";
      matches(error, { name, code, status: Number(status), requestId: "req_1", details });
      isTrue(kit.sdk.isApiError(error), "an ApiError");
      isTrue(error.message.includes("Not yet"), "the API's message in the message");
    },
  })),
  {
    name: "takes an error without message, details and meta for what its status says",
    run: async (kit) => {
      const { client } = await start(kit, [{ status: 404, body: { error: { code: "X" } } }]);
      matches(await rejectionOf(read(client)), { name: "NotFoundError", code: "X" });
    },
  },
  {
    name: "keeps waiting for an action in a state that it does not know",
    run: async (kit) => {
      const odd = { body: success(action("contemplating")) };
      const { client } = await start(kit, [inState("acknowledged"), odd, inState("completed")]);
      matches(await client.waitForAction("action_1", { interval: 1 }), { state: "completed" });
    },
  },
];
