import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import {
  ApiError,
  type Client,
  ConfigurationError,
  ConnectionError,
  createClient,
  InvalidResponseError,
} from "../src/index.ts";
import { defaultBaseUrl, operations } from "../src/operations.gen.ts";
import { callUntyped, json, serve } from "./serve.ts";

const apiKey = "amps_sk_test_very_secret_0123456789";
const page = { success: true, data: { items: [], pagination: {} }, meta: { requestId: "req_1" } };

/** A client of a server that answers everything with the given status and body. */
async function clientOf(status: number, body: unknown) {
  const { baseUrl, seen } = await serve((response) => {
    if (typeof body === "string") response.writeHead(status).end(body);
    else json(response, status, body);
  });
  return { client: createClient({ apiKey, baseUrl }), seen, baseUrl };
}

/** What a promise rejects with. */
async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("it resolved"),
    (error: unknown) => error,
  );
}

describe("a method", () => {
  it("exists for every operation of the contract", () => {
    const client = createClient({ apiKey });
    const ids = Object.keys(operations);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(client).toHaveProperty([id, "name"], id);
  });

  it("resolves to the parsed body", async () => {
    const { client } = await clientOf(200, page);
    expect(await client.listEvChargers()).toEqual(page);
  });

  it("sends method, path, query and key, asks for JSON, and no body where there is none", async () => {
    const { client, seen } = await clientOf(200, page);
    await client.listEvChargers({ query: { limit: 5, offset: undefined, userId: "a b&c" } });
    expect(seen).toMatchObject([
      { method: "GET", url: "/ev-charger?limit=5&userId=a%20b%26c", body: "" },
    ]);
    expect(seen[0]?.headers).toMatchObject({ "x-api-key": apiKey, accept: "application/json" });
    expect(seen[0]?.headers).not.toHaveProperty("content-type");
  });

  it("sends its body as JSON, to the path with its parameters filled in", async () => {
    const { client, seen } = await clientOf(202, page);
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
    const { client, seen } = await clientOf(200, page);
    await client.getEvCharger({ path: { deviceId } });
    expect(seen).toMatchObject([{ url }]);
  });

  it.each(["", ".", ".."])("refuses the path parameter %j, and sends nothing", async (deviceId) => {
    const { client, seen } = await clientOf(200, page);
    const error = await rejectionOf(client.getEvCharger({ path: { deviceId } }));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(
      `/ev-charger/{deviceId}: the path parameter "deviceId" is "${deviceId}"`,
    );
    expect(seen).toEqual([]);
  });

  it.each([
    [undefined, `the path parameter "deviceId" is missing`],
    [{ path: {} }, `the path parameter "deviceId" is missing`],
    [{ path: { deviceId: ["a"] } }, `the path parameter "deviceId" is not a string`],
    [{ path: { deviceId: "\uD800" } }, `the path parameter "deviceId" is not well-formed`],
    [{ path: "device_1" }, "getEvCharger: path is not an object"],
    [
      { params: { path: { deviceId: "a" } } },
      `getEvCharger: the request has the unknown key "params"`,
    ],
    ["device_1", "getEvCharger: the request is not an object"],
  ])("refuses %j from plain JavaScript, and sends nothing", async (request, message) => {
    const { client, seen } = await clientOf(200, page);
    const error = await rejectionOf(callUntyped(client, "getEvCharger", request));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(message);
    expect(seen).toEqual([]);
  });

  it("sends the client's headers and, over them, those of the call; the key stays", async () => {
    const { baseUrl, seen } = await serve((response) => json(response, 200, page));
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

  it("rejects with the signal's reason when it is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const { baseUrl } = await serve(() => controller.abort(reason));
    const client = createClient({ apiKey, baseUrl });
    const call = client.listEvChargers({}, { signal: controller.signal });
    expect(await rejectionOf(call)).toBe(reason);
  });
});

describe("an error", () => {
  const notFound = {
    success: false,
    error: { code: "DEVICE_NOT_FOUND", message: "No such device.", details: { hint: 1 } },
    meta: { requestId: "req_9" },
  };

  it("of the API becomes an ApiError that says what, where and which request", async () => {
    const { client } = await clientOf(404, notFound);
    const error = await rejectionOf(client.getEvCharger({ path: { deviceId: "device_1" } }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: "ApiError",
      message:
        "GET /ev-charger/{deviceId} answered 404 DEVICE_NOT_FOUND: No such device. (request req_9)",
      status: 404,
      code: "DEVICE_NOT_FOUND",
      details: { hint: 1 },
      requestId: "req_9",
      method: "GET",
      path: "/ev-charger/{deviceId}",
    });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: "DEVICE_NOT_FOUND",
      status: 404,
    });
  });

  it("of a code from the future, without details or meta, becomes an ApiError too", async () => {
    const { client } = await clientOf(418, { error: { code: "TEAPOT" } });
    const error = await rejectionOf(client.listEvChargers());
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: "TEAPOT", details: undefined, requestId: undefined });
  });

  it.each([
    [200, "<html>hello</html>", "a body that is not JSON: <html>hello</html>"],
    [200, "", "an empty body"],
    [204, "", "an empty body"],
    [502, "<html>Bad gateway</html>", "a body that is not one of the API's errors: <html>Bad"],
    [500, "", "a body that is not one of the API's errors"],
    [404, { message: "nope" }, `a body that is not one of the API's errors: {"message":"nope"}`],
    [500, { error: "boom" }, `a body that is not one of the API's errors: {"error":"boom"}`],
    [500, "null", "a body that is not one of the API's errors: null"],
  ])("of something else, %i %j, becomes an InvalidResponseError", async (status, body, message) => {
    const { client } = await clientOf(status, body);
    const error = await rejectionOf(client.listEvChargers());
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ status, method: "GET", path: "/ev-charger" });
    expect(String(error)).toContain(`GET /ev-charger answered ${status} with ${message}`);
  });

  it("shows no more than the beginning of a long body", async () => {
    const { client } = await clientOf(502, "x".repeat(100_000));
    const error = await rejectionOf(client.listEvChargers());
    expect(error).toMatchObject({ snippet: "x".repeat(200) });
    expect(String(error).length).toBeLessThan(400);
  });

  it("of the connection becomes a ConnectionError with its cause", async () => {
    const { baseUrl } = await serve((response) => response.destroy());
    const error = await rejectionOf(createClient({ apiKey, baseUrl }).listEvChargers());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      method: "GET",
      path: "/ev-charger",
    });
    expect(error).toHaveProperty("cause.message", "fetch failed");
    expect(String(error)).toContain("GET /ev-charger got no complete answer");
  });

  it("in the middle of an answer becomes a ConnectionError as well", async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"success":', () => response.destroy());
    });
    const error = await rejectionOf(createClient({ apiKey, baseUrl }).listEvChargers());
    expect(error).toBeInstanceOf(ConnectionError);
  });

  it("in serialising the body stays what it is, and nothing is sent", async () => {
    const { client, seen } = await clientOf(202, page);
    const action: { command: "idle"; self?: unknown } = { command: "idle" };
    action.self = action;
    const body = { action };
    const error = await rejectionOf(client.pushEvChargerAction({ path: { deviceId: "a" }, body }));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain("circular");
    expect(seen).toEqual([]);
  });
});

describe("the API key", () => {
  it("is in nothing that a client shows of itself", () => {
    const client = createClient({ apiKey });
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain(apiKey);
    expect(JSON.stringify(client)).not.toContain(apiKey);
  });

  it.each([
    [
      401,
      { error: { code: "INVALID_API_KEY", message: `bad ${apiKey}`, details: { keys: [apiKey] } } },
    ],
    [502, `<html>x-api-key: ${apiKey}</html>`],
    [400, { echoed: apiKey }],
    [400, { [apiKey]: 1 }],
    [200, `not JSON: ${apiKey}`],
  ])("is in no error, even when a %i answer echoes it", async (status, body) => {
    const { client } = await clientOf(status, body);
    const error = await rejectionOf(client.listEvChargers());
    const shown = [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error)].join(
      "\n",
    );
    expect(shown).not.toContain(apiKey);
    expect(shown).toContain("[API key]");
  });

  it("is in no error of the connection", async () => {
    const { baseUrl } = await serve((response) => response.destroy());
    const error = await rejectionOf(createClient({ apiKey, baseUrl }).listEvChargers());
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(apiKey);
  });

  it("is not taken along by a redirect", async () => {
    const elsewhere = await serve((response) => json(response, 200, page));
    const { baseUrl } = await serve((response) => {
      response.writeHead(302, { location: `${elsewhere.baseUrl}/steal` }).end();
    });
    const client = createClient({ apiKey, baseUrl });
    const error = await rejectionOf(client.listEvChargers());
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(String(error)).toContain("Check baseUrl");
    await client.GET("/ev-charger");
    expect(elsewhere.seen).toEqual([]);
  });
});

describe("createClient", () => {
  it.each([undefined, "", "  \n"])("refuses the apiKey %j, and says what to pass", (key) => {
    expect(() => createClient({ apiKey: key })).toThrow(ConfigurationError);
    expect(() => createClient({ apiKey: key })).toThrow("apiKey: missing or empty. Pass your key");
  });

  it("refuses to be called without options", () => {
    // @ts-expect-error options are required
    expect(() => createClient()).toThrow("apiKey: missing or empty. Pass your key");
  });

  it("refuses a key that no header can carry, without showing it", () => {
    const key = "amps_sk_\nhidden";
    const thrown = errorOf(() => createClient({ apiKey: key }));
    expect(thrown).toMatchObject({ option: "apiKey" });
    expect(inspect(thrown, { showHidden: true })).not.toContain("hidden");
    expect(String(thrown)).toBe(
      "ConfigurationError: apiKey: has characters that no header can carry. Copy it anew.",
    );
  });

  it.each(["", "api.amps.ai", "/v1", "ftp://example.com", "localhost:4010"])(
    "refuses the baseUrl %j",
    (baseUrl) => {
      expect(() => createClient({ apiKey, baseUrl })).toThrow(
        "baseUrl: not an absolute http(s) URL",
      );
    },
  );

  it.each(["https://user:pass@example.com", "https://example.com?a=1", "https://example.com#a"])(
    "refuses the baseUrl %j, and does not show it",
    (baseUrl) => {
      expect(String(errorOf(() => createClient({ apiKey, baseUrl })))).toBe(
        "ConfigurationError: baseUrl: has a user, password, query or fragment. Pass scheme, host and path only.",
      );
    },
  );

  it("refuses headers and a fetch that cannot work", () => {
    expect(errorOf(() => createClient({ apiKey, headers: { "a b": "c" } }))).toMatchObject({
      option: "headers",
    });
    // @ts-expect-error not a function
    expect(errorOf(() => createClient({ apiKey, fetch: "fetch" }))).toMatchObject({
      option: "fetch",
    });
  });

  it("takes a baseUrl with a path, and with slashes at its end", async () => {
    const { baseUrl, seen } = await serve((response) => json(response, 200, page));
    await createClient({ apiKey, baseUrl: `${baseUrl}/` }).listEvChargers();
    await createClient({ apiKey, baseUrl: `${baseUrl}/a/b//` }).getEvCharger({
      path: { deviceId: "c" },
    });
    expect(seen.map(({ url }) => url)).toEqual(["/ev-charger", "/a/b/ev-charger/c"]);
  });

  it("calls the contract's first server by default, with the fetch it was given", async () => {
    const fetch = vi.fn<(request: Request) => Promise<Response>>();
    fetch.mockResolvedValue(Response.json(page));
    const options = { apiKey, baseUrl: undefined, headers: undefined, fetch };
    await createClient(options).listEvChargers();
    expect(fetch.mock.calls[0]?.[0].url).toBe(`${defaultBaseUrl}/ev-charger`);
  });

  it("looks the global fetch up when it calls", async () => {
    const client = createClient({ apiKey });
    vi.spyOn(globalThis, "fetch").mockResolvedValue(Response.json(page));
    expect(await client.listEvChargers()).toEqual(page);
  });
});

describe("the raw surface", () => {
  it("sends the key, and resolves to data or error with the response", async () => {
    const { baseUrl, seen } = await serve((response, { url }) =>
      url === "/actions" ? json(response, 429, { error: {} }) : json(response, 200, page),
    );
    const client: Client = createClient({ apiKey, baseUrl });
    const { data } = await client.GET("/ev-charger", {
      params: { query: { limit: 5 } },
      headers: { "x-api-key": "other" },
    });
    expect(data).toEqual(page);
    const { error, response } = await client.GET("/actions");
    expect([error, response.status]).toEqual([{ error: {} }, 429]);
    expect(seen.map(({ url, headers }) => [url, headers["x-api-key"]])).toEqual([
      ["/ev-charger?limit=5", apiKey],
      ["/actions", apiKey],
    ]);
  });

  it("keeps path parameters within their segment, and refuses to send a template", async () => {
    const { client, seen } = await clientOf(200, page);
    const path = "/ev-charger/{deviceId}";
    await client.GET(path, { params: { path: { deviceId: "../x" } } });
    expect(seen).toMatchObject([{ url: "/ev-charger/..%2Fx" }]);
    await expect(client.GET(path, { params: { path: { deviceId: ".." } } })).rejects.toThrow(
      "deviceId",
    );
    // @ts-expect-error the path parameter is required
    await expect(client.GET(path, {})).rejects.toThrow(`"deviceId" is missing`);
    expect(seen).toHaveLength(1);
  });
});

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail("it did not throw");
}
