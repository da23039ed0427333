import { fine, refusal } from "./calls.ts";
import { equals, matches, rejectionOf } from "./check.ts";
import { type Behaviour, type Kit, start } from "./Kit.ts";

/** What a URL would swallow, or no URL can carry. */
const refused = ["", ".", "..", "\uD800"];

/** What the server must see as the one segment after `/ev-charger/`. */
export const encoded: Readonly<Record<string, string>> = {
  "a/b": "a%2Fb",
  "/": "%2F",
  "../actions": "..%2Factions",
  "../../actions": "..%2F..%2Factions",
  "./settings": ".%2Fsettings",
  "a/../../actions": "a%2F..%2F..%2Factions",
  "//evil.example/": "%2F%2Fevil.example%2F",
  "https://evil.example": "https%3A%2F%2Fevil.example",
  "..\\actions": "..%5Cactions",
  "\\": "%5C",
  "%2e": "%252e",
  "%2e%2e": "%252e%252e",
  ".%2E": ".%252E",
  "%2f": "%252f",
  "%": "%25",
  "%zz": "%25zz",
  "..;": "..%3B",
  "...": "...",
  "a?limit=1": "a%3Flimit%3D1",
  "?": "%3F",
  "a#b": "a%23b",
  "#": "%23",
  "\0": "%00",
  "a\r\nb": "a%0D%0Ab",
  "\t": "%09",
  " ": "%20",
  "a b": "a%20b",
  "{deviceId}": "%7BdeviceId%7D",
  "$&": "%24%26",
  "ü€😀": "%C3%BC%E2%82%AC%F0%9F%98%80",
};

export const paths: readonly Behaviour[] = [
  ...refused.map((deviceId) => ({
    name: `refuses the path value ${JSON.stringify(deviceId)}, and sends nothing`,
    run: async (kit: Kit) => {
      const { client, seen } = await start(kit, [fine]);
      const error = { name: "ConfigurationError", option: "path.deviceId", attempts: 0 };
      const body = { action: { command: "charge" } } as const;
      const path = { deviceId };
      matches(await rejectionOf(() => client.getEvCharger({ path })), error);
      matches(await rejectionOf(() => client.pushEvChargerAction({ path, body })), error);
      const raw = () => client.GET("/ev-charger/{deviceId}", { params: { path } });
      matches(await rejectionOf(raw), error);
      equals(await seen(), [], "what was seen");
    },
  })),
  ...Object.entries(encoded).map(([deviceId, segment]) => ({
    name: `keeps the path value ${JSON.stringify(deviceId)} within its segment`,
    run: async (kit: Kit) => {
      // No id has a NUL in it.
      const isOne = !deviceId.includes("\0");
      const { client, seen } = await start(kit, [isOne ? fine : refusal("INVALID_REQUEST")]);
      const path = { deviceId };
      const body = { max_charge_rate: { value: 7, unit: "kw" } } as const;
      const one = await client.getEvCharger({ path }).safe();
      const set = await client.updateEvChargerSettings({ path, body }).safe();
      const raw = await client.GET("/ev-charger/{deviceId}", { params: { path } });
      equals(
        [one.data?.id, set.data?.deviceId, raw.data?.data.id],
        Array.from({ length: 3 }, () => (isOne ? deviceId : undefined)),
        "the ids",
      );
      equals(
        [one.error?.code, set.error?.code, raw.error?.error.code],
        Array.from({ length: 3 }, () => (isOne ? undefined : "INVALID_REQUEST")),
        "the errors",
      );
      equals(
        (await seen()).map(({ url }) => url),
        [`/ev-charger/${segment}`, `/ev-charger/${segment}/settings`, `/ev-charger/${segment}`],
        "what was seen",
      );
    },
  })),
  {
    name: "refuses a path value that is missing, and sends nothing",
    run: async (kit) => {
      const { client, seen } = await start(kit, [fine]);
      for (const request of [undefined, {}, { path: {} }, { path: { deviceId: null } }]) {
        const error = await rejectionOf(() => untyped(client.getEvCharger, request));
        matches(error, { name: "ConfigurationError", attempts: 0 });
      }
      equals(await seen(), [], "what was seen");
    },
  },
  {
    name: "keeps a query value within its parameter",
    run: async (kit) => {
      const { client, seen } = await start(kit, { list: { total: 0 } });
      const userId = "a&limit=1#b c=d/../?";
      await client.listEvChargers({ query: { userId } });
      const [{ url } = { url: "" }] = await seen();
      const { pathname, searchParams } = new URL(url, "http://server");
      equals([pathname, [...searchParams]], ["/ev-charger", [["userId", userId]]], "what was seen");
    },
  },
];

/** Calls as plain JavaScript does, without the types that would refuse it. */
function untyped(method: (...request: never[]) => unknown, request: unknown): unknown {
  return Reflect.apply(method, undefined, [request]);
}
