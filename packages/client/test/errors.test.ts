import { describe, expect, it } from "vitest";
import {
  ApiError,
  ConnectionError,
  createClient,
  InvalidResponseError,
  isApiError,
  NotFoundError,
} from "../src/index.ts";
import { apiKey, clientOf, emptyPage, meta, rejectionOf } from "./clientOf.ts";
import { serve } from "./serve.ts";

describe("an error", () => {
  const notFound = {
    success: false,
    error: { code: "DEVICE_NOT_FOUND", message: "No such device.", details: { hint: 1 } },
    meta: { requestId: "req_9" },
  };

  it("of the API becomes an error of its status that says what, where and which request", async () => {
    const { client } = await clientOf(404, notFound);
    const error = await rejectionOf(client.getEvCharger({ path: { deviceId: "device_1" } }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      name: "NotFoundError",
      message:
        "GET /ev-charger/{deviceId} answered 404 DEVICE_NOT_FOUND: No such device (request req_9, attempt 1). Check the id.",
      attempts: 1,
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
    expect(error).toMatchObject({ code: "TEAPOT", status: 418 });
    expect(error).not.toHaveProperty("details");
    expect(String(error)).toContain("TEAPOT: no message (attempt 1). Branch on its code.");
  });

  it.each([
    [400, "BadRequestError"],
    [401, "AuthenticationError"],
    [403, "PermissionDeniedError"],
    [404, "NotFoundError"],
    [405, "ApiError"],
    [409, "ConflictError"],
    [422, "UnprocessableError"],
    [429, "RateLimitError"],
    [500, "ServerError"],
    [503, "ServerError"],
  ])("of status %i is a %s", async (status, name) => {
    const { client } = await clientOf(status, notFound);
    const error = await rejectionOf(client.listEvChargers());
    expect(error).toMatchObject({ name, status, code: "DEVICE_NOT_FOUND" });
    expect(isApiError(error)).toBe(true);
    expect(isApiError(error, "DEVICE_NOT_FOUND")).toBe(true);
    expect(isApiError(error, "CONFLICT")).toBe(false);
  });

  it.each([
    [200, "<html>hello</html>", "a body that is not JSON: <html>hello</html>"],
    [200, "", "an empty body"],
    [204, "", "an empty body"],
    [200, { success: false, data: {}, meta }, "a body that breaks the contract: {"],
    [200, { success: true, data: "text", meta }, "a body that breaks the contract: {"],
    [200, `"text"`, `a body that breaks the contract: "text"`],
    [302, "", "a redirect. Check baseUrl"],
  ])("of something else, %i %j, becomes an InvalidResponseError", async (status, body, message) => {
    const { client } = await clientOf(status, body);
    const error = await rejectionOf(client.listEvChargers());
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ status, method: "GET", path: "/ev-charger" });
    expect(String(error)).toContain(`GET /ev-charger answered ${status} with ${message}`);
    expect(isApiError(error)).toBe(false);
  });

  it.each([
    [
      404,
      { message: "nope" },
      "NotFoundError",
      `a body that breaks the contract: {"message":"nope"}`,
    ],
    [418, "", "ApiError", "an empty body"],
    [502, "<html>Bad gateway</html>", "ServerError", "a body that is not JSON: <html>Bad"],
    [500, "", "ServerError", "an empty body"],
    [500, { error: "boom" }, "ServerError", `a body that breaks the contract: {"error":"boom"}`],
    [500, "null", "ServerError", "a body that breaks the contract: null"],
    [429, "slow down", "RateLimitError", "a body that is not JSON: slow down"],
  ])(
    "in the API's place, %i %j, becomes one of its status",
    async (status, body, name, message) => {
      const { client } = await clientOf(status, body);
      const error = await rejectionOf(client.listEvChargers());
      expect(error).toMatchObject({ name, status, code: `HTTP_${status}` });
      expect(String(error)).toContain(
        `GET /ev-charger answered ${status} HTTP_${status}: ${message}`,
      );
    },
  );

  it("shows no more than the beginning of a long body", async () => {
    const { client } = await clientOf(502, "x".repeat(100_000));
    const error = await rejectionOf(client.listEvChargers());
    expect(error).toMatchObject({ snippet: "x".repeat(200) });
    expect(String(error).length).toBeLessThan(400);
  });

  it.each([
    [502, "<html></html>", { "x-request-id": apiKey }],
    [200, JSON.stringify({ success: false, meta: { requestId: apiKey } }), {}],
  ])(
    "has no key that is echoed as the id of the request, with %i",
    async (status, body, headers) => {
      const { baseUrl } = await serve((response) => response.writeHead(status, headers).end(body));
      const client = createClient({ apiKey, baseUrl, retries: 0 });
      const error = await rejectionOf(client.listEvChargers());
      expect(error).toMatchObject({ status, requestId: "[API key]" });
      expect(String(error)).not.toContain(apiKey);
    },
  );

  it("shows no key that JSON writes in another way, be it as a property's name", async () => {
    const escaped = `\\u0061${apiKey.slice(1)}`;
    const details = `{"${escaped}": 1, "b": ["${escaped}"]}`;
    const body = `{"error": {"code": "X", "message": "m", "details": ${details}}}`;
    const { client } = await clientOf(400, body);
    const error = await rejectionOf(client.listEvChargers());
    expect(error).toMatchObject({ details: { "[API key]": 1, b: ["[API key]"] } });
    expect(JSON.stringify(error)).not.toContain(apiKey);
  });

  it("of the connection becomes a ConnectionError with its cause", async () => {
    const { baseUrl } = await serve((response) => response.destroy());
    const error = await rejectionOf(createClient({ apiKey, baseUrl, retries: 0 }).listEvChargers());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      method: "GET",
      path: "/ev-charger",
    });
    expect(error).toHaveProperty("cause.message", "fetch failed");
    expect(String(error)).toContain(
      "GET /ev-charger got no complete answer: UND_ERR_SOCKET. Check",
    );
  });

  it("in the middle of an answer becomes a ConnectionError as well", async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"success":', () => response.destroy());
    });
    const error = await rejectionOf(createClient({ apiKey, baseUrl, retries: 0 }).listEvChargers());
    expect(error).toBeInstanceOf(ConnectionError);
  });

  it("in serialising the body is refused, and nothing is sent", async () => {
    const { client, seen } = await clientOf(202, emptyPage);
    const action: { command: "idle"; self?: unknown } = { command: "idle" };
    action.self = action;
    const body = { action };
    const error = await rejectionOf(client.pushEvChargerAction({ path: { deviceId: "a" }, body }));
    expect(error).toMatchObject({ name: "ConfigurationError", option: "body" });
    expect(error).toHaveProperty("cause.message", expect.stringContaining("circular"));
    expect(seen).toEqual([]);
  });
});
