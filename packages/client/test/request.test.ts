import { describe, expect, it } from "vitest";
import { ConfigurationError, createClient } from "../src/index.ts";
import { operations } from "../src/operations.gen.ts";
import { apiKey, clientOf, emptyPage, meta, pagination, rejectionOf } from "./clientOf.ts";
import { callUntyped, json, serve } from "./serve.ts";

describe("a method", () => {
  it("exists for every operation of the contract", () => {
    const client = createClient({ apiKey });
    const ids = Object.keys(operations);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(Reflect.get(client, id)).toBeTypeOf("function");
  });

  it("resolves to the data of the envelope", async () => {
    const { client } = await clientOf(200, { success: true, data: { id: "device_1" }, meta });
    expect(await client.getEvCharger({ path: { deviceId: "device_1" } })).toEqual({
      id: "device_1",
    });
  });

  it("of a list resolves to a page, with the envelope's meta", async () => {
    const { client } = await clientOf(200, emptyPage);
    const first = await client.listEvChargers();
    expect(first).toMatchObject({ items: [], pagination, meta, hasNextPage: false });
    expect(JSON.parse(JSON.stringify(first))).toEqual({
      ...emptyPage.data,
      meta,
      hasNextPage: false,
    });
  });

  it("sends method, path, query and key, asks for JSON, and no body where there is none", async () => {
    const { client, seen } = await clientOf(200, emptyPage);
    await client.listEvChargers({ query: { limit: 5, offset: undefined, userId: "a b&c" } });
    expect(seen).toMatchObject([
      { method: "GET", url: "/ev-charger?limit=5&userId=a%20b%26c", body: "" },
    ]);
    expect(seen[0]?.headers).toMatchObject({ "x-api-key": apiKey, accept: "application/json" });
    expect(seen[0]?.headers).not.toHaveProperty("content-type");
  });

  it("sends its body as JSON, to the path with its parameters filled in", async () => {
    const { client, seen } = await clientOf(202, emptyPage);
    const body = { action: { command: "charge" } } as const;
    await client.pushEvChargerAction({ path: { deviceId: "device_1" }, body });
    expect(seen).toMatchObject([{ method: "POST", url: "/ev-charger/device_1" }]);
    expect(seen[0]?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual(body);
  });

  it.each([
    ["a/b", "/ev-charger/a%2Fb"],
    ["../actions", "/ev-charger/..%2Factions"],
    ["a?b#c", "/ev-charger/a%3Fb%23c"],
    ["%2e%2e", "/ev-charger/%252e%252e"],
    ["..\\x", "/ev-charger/..%5Cx"],
    ["{deviceId}$&", "/ev-charger/%7BdeviceId%7D%24%26"],
    ["ü", "/ev-charger/%C3%BC"],
  ])("keeps the path parameter %j within its segment", async (deviceId, url) => {
    const { client, seen } = await clientOf(200, emptyPage);
    await client.getEvCharger({ path: { deviceId } });
    expect(seen).toMatchObject([{ url }]);
  });

  it.each([
    [undefined, 'path.deviceId: not an id. Pass text other than "", "." and "..".'],
    [{ path: {} }, 'path.deviceId: not an id. Pass text other than "", "." and "..".'],
    [
      { path: { deviceId: "" } },
      'path.deviceId: not an id. Pass text other than "", "." and "..".',
    ],
    [
      { path: { deviceId: "." } },
      'path.deviceId: not an id. Pass text other than "", "." and "..".',
    ],
    [
      { path: { deviceId: ".." } },
      'path.deviceId: not an id. Pass text other than "", "." and "..".',
    ],
    [
      { path: { deviceId: ["a"] } },
      'path.deviceId: not an id. Pass text other than "", "." and "..".',
    ],
    [
      { path: { deviceId: "\uD800" } },
      'path.deviceId: not an id. Pass text other than "", "." and "..".',
    ],
    [{ path: "device_1" }, "path: not an object. Pass one."],
    [
      { path: { deviceId: "a" }, query: { expedite: { a: { b: 1 } } } },
      "query: cannot be sent. Pass what the operation documents.",
    ],
    [
      { path: { deviceId: "a" }, header: { "x-a": "secret\nb" } },
      "header: cannot be sent. Pass what the operation documents.",
    ],
    [{ params: {} }, "params: unknown. A request is an object with path, query, header and body."],
    [
      "device_1",
      "request: not an object. A request is an object with path, query, header and body.",
    ],
  ])("refuses %j from plain JavaScript, and sends nothing", async (request, message) => {
    const { client, seen } = await clientOf(200, emptyPage);
    const error = await rejectionOf(callUntyped(client, "getEvCharger", request));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ option: message.split(":")[0], attempts: 0 });
    expect(String(error)).toContain(`ConfigurationError: ${message}`);
    expect(String(error)).not.toContain("secret");
    expect(seen).toEqual([]);
  });

  it("sends the client's headers and, over them, those of the call; the key stays", async () => {
    const { baseUrl, seen } = await serve((response) => json(response, 200, emptyPage));
    const client = createClient({ apiKey, baseUrl, headers: { "x-a": "1", "x-b": "1" } });
    await client.listEvChargers(
      {},
      {
        headers: [
          ["X-B", "2"],
          ["X-Api-Key", "other"],
        ],
      },
    );
    expect(seen[0]?.headers).toMatchObject({ "x-a": "1", "x-b": "2", "x-api-key": apiKey });
  });
});
