import { describe, expect, it } from "vitest";
import { type Client, createClient } from "../src/index.ts";
import { apiKey, clientOf, emptyPage } from "./clientOf.ts";
import { json, serve } from "./serve.ts";

describe("the raw surface", () => {
  it("sends the key, and resolves to data or error with the response", async () => {
    const { baseUrl, seen } = await serve((response, { url }) =>
      url === "/actions"
        ? json(response, 409, { error: { code: "CONFLICT" } })
        : json(response, 200, emptyPage),
    );
    const client: Client = createClient({ apiKey, baseUrl });
    const { data } = await client.GET("/ev-charger", {
      params: { query: { limit: 5 } },
      headers: { "x-api-key": "other" },
    });
    expect(data).toEqual(emptyPage);
    const { error, response } = await client.GET("/actions");
    expect([error, response.status]).toEqual([{ error: { code: "CONFLICT" } }, 409]);
    expect(seen.map(({ url, headers }) => [url, headers["x-api-key"]])).toEqual([
      ["/ev-charger?limit=5", apiKey],
      ["/actions", apiKey],
    ]);
  });

  it("keeps path parameters within their segment, and refuses to send a template", async () => {
    const { client, seen } = await clientOf(200, emptyPage);
    const path = "/ev-charger/{deviceId}";
    await client.GET(path, { params: { path: { deviceId: "../x" } } });
    expect(seen).toMatchObject([{ url: "/ev-charger/..%2Fx" }]);
    await expect(client.GET(path, { params: { path: { deviceId: ".." } } })).rejects.toThrow(
      "deviceId",
    );
    // @ts-expect-error the path parameter is required
    await expect(client.GET(path, {})).rejects.toThrow("path.deviceId: not an id");
    expect(seen).toHaveLength(1);
  });
});
