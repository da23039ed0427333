import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { type ClientOptions, ConfigurationError, createClient } from "../src/index.ts";
import { defaultBaseUrl } from "../src/operations.gen.ts";
import { apiKey, emptyPage, errorOf, rejectionOf } from "./clientOf.ts";
import { json, serve } from "./serve.ts";

/** Sets variables of the environment for the length of one test, and no others of this client's. */
function environment(variables: Readonly<Record<string, string>>) {
  for (const name of ["AMPS_API_KEY", "AMPS_BASE_URL"]) vi.stubEnv(name, variables[name]);
}

/** A `fetch` that answers with an empty page, and the URLs and keys that it was called with. */
function recordingFetch() {
  const calls: { url: string; key: string | null }[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    calls.push({ url, key: new Headers(init.headers).get("x-api-key") });
    return Response.json(emptyPage);
  };
  return { fetch, calls };
}

describe("the API key", () => {
  it("is in nothing that a client shows of itself", () => {
    const client = createClient({ apiKey });
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain(apiKey);
    expect(JSON.stringify(client)).not.toContain(apiKey);
  });

  it.each([undefined, "", "  \n"])("%j is refused, and the error says what to do", (key) => {
    environment({});
    const error = errorOf(() => createClient({ apiKey: key }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ option: "apiKey", code: "CONFIGURATION" });
    expect(String(error)).toContain(
      "apiKey: missing, or no valid header. Pass createClient({ apiKey }), or set AMPS_API_KEY.",
    );
  });

  it("that no header can carry is refused, without showing it", () => {
    const thrown = errorOf(() => createClient({ apiKey: "amps_sk_\nhidden" }));
    expect(inspect(thrown, { showHidden: true })).not.toContain("hidden");
    expect(String(thrown)).toContain("ConfigurationError: apiKey: missing, or no valid header.");
  });

  it("comes from the environment by default, and from the option before", async () => {
    environment({ AMPS_API_KEY: "from_environment" });
    const { fetch, calls } = recordingFetch();
    await createClient({ fetch }).listEvChargers();
    await createClient({ fetch, apiKey: "from_option" }).listEvChargers();
    expect(calls.map(({ key }) => key)).toEqual(["from_environment", "from_option"]);
  });

  it("may come from a function, which is asked before each request", async () => {
    const { fetch, calls } = recordingFetch();
    let asked = 0;
    const client = createClient({ fetch, apiKey: async () => `key_number_${(asked += 1)}` });
    await client.listEvChargers();
    await client.listEvChargers();
    expect(calls.map(({ key }) => key)).toEqual(["key_number_1", "key_number_2"]);
  });

  it("whose function fails, or gives none, rejects the call with the cause", async () => {
    const { fetch, calls } = recordingFetch();
    const failing = createClient({ fetch, apiKey: () => Promise.reject(new Error("no vault")) });
    const error = await rejectionOf(failing.listEvChargers());
    expect(error).toMatchObject({ option: "apiKey", cause: { message: "no vault" } });
    const empty = createClient({ fetch, apiKey: () => "" });
    await expect(empty.listEvChargers()).rejects.toThrow("apiKey");
    expect(calls).toEqual([]);
  });
});

describe("the base URL", () => {
  it.each([
    ["", "not an https URL of scheme, host and path."],
    ["api.amps.ai", "not an https URL of scheme, host and path."],
    ["/v1", "not an https URL of scheme, host and path."],
    ["ftp://example.com", "not an https URL of scheme, host and path."],
    ["localhost:4010", "not an https URL of scheme, host and path."],
    ["https://user:pass@example.com", "not an https URL of scheme, host and path."],
    ["https://example.com?a=pass", "not an https URL of scheme, host and path."],
    ["https://example.com#pass", "not an https URL of scheme, host and path."],
    [
      "http://example.com",
      "not an https URL of scheme, host and path. Plain http shows the API key",
    ],
    [
      "http://127.0.0.1.example.com",
      "not an https URL of scheme, host and path. Plain http shows the API key",
    ],
    [
      "http://localhost.example.com",
      "not an https URL of scheme, host and path. Plain http shows the API key",
    ],
    [
      "http://192.168.0.1",
      "not an https URL of scheme, host and path. Plain http shows the API key",
    ],
  ])("%j is refused, and not shown", (baseUrl, problem) => {
    const error = errorOf(() => createClient({ apiKey, baseUrl }));
    expect(error).toMatchObject({ name: "ConfigurationError", option: "baseUrl" });
    expect(String(error)).toContain(`baseUrl: ${problem}`);
    expect(String(error)).not.toContain("pass@");
    expect(String(error)).not.toContain("=pass");
  });

  it.each(["http://localhost:1", "http://a.localhost", "http://127.1", "http://[::1]:1"])(
    "%j is this very machine, so plain http is fine",
    (baseUrl) => {
      expect(() => createClient({ apiKey, baseUrl })).not.toThrow();
    },
  );

  it("may be plain http elsewhere when the user says so", () => {
    const options = { apiKey, baseUrl: "http://example.com", dangerouslyAllowHttp: true };
    expect(() => createClient(options)).not.toThrow();
  });

  it("may have a path, and slashes at its end", async () => {
    const { baseUrl, seen } = await serve((response) => json(response, 200, emptyPage));
    await createClient({ apiKey, baseUrl: `${baseUrl}/` }).listEvChargers();
    await createClient({ apiKey, baseUrl: `${baseUrl}/a/b//` }).listActions();
    expect(seen.map(({ url }) => url)).toEqual(["/ev-charger", "/a/b/actions"]);
  });

  it("is the option's, else the environment's, else the contract's first server", async () => {
    const { fetch, calls } = recordingFetch();
    environment({});
    await createClient({ apiKey, fetch }).listEvChargers();
    environment({ AMPS_BASE_URL: "https://environment.example" });
    await createClient({ apiKey, fetch }).listEvChargers();
    await createClient({ apiKey, fetch, baseUrl: "https://option.example" }).listEvChargers();
    expect(calls.map(({ url }) => url)).toEqual([
      `${defaultBaseUrl}/ev-charger`,
      "https://environment.example/ev-charger",
      "https://option.example/ev-charger",
    ]);
  });
});

describe("createClient", () => {
  it.each<[ClientOptions, string]>([
    [{ timeout: 0 }, "timeout: not a number of 1 or more."],
    [{ timeout: Number.NaN }, "timeout: not a number of 1 or more"],
    [{ totalTimeout: -1 }, "totalTimeout: not a number of 1 or more"],
    [{ retries: -1 }, "retries: not a number of 0 or more"],
    [{ headers: { "a b": "secret" } }, "headers: not valid. Pass names with strings."],
    [{ headers: { a: "secret\nb" } }, "headers: not valid. Pass names with strings."],
  ])("refuses %j at once", (options, message) => {
    const error = errorOf(() => createClient({ apiKey, ...options }));
    expect(String(error)).toContain(`ConfigurationError: ${message}`);
    expect(String(error)).not.toContain("secret");
  });

  it.each([new AbortController(), null, "stop"])("refuses %s as a signal", async (signal) => {
    const client = createClient({ apiKey });
    // @ts-expect-error no AbortSignal
    const { error } = await client.listEvChargers({}, { signal }).safe();
    expect(error).toMatchObject({
      option: "signal",
      message: "signal: not an AbortSignal. Pass one.",
    });
  });

  it("refuses a fetch that is no function", () => {
    // @ts-expect-error not a function
    expect(errorOf(() => createClient({ apiKey, fetch: "fetch" }))).toMatchObject({
      option: "fetch",
    });
  });

  it.each(["document", "importScripts"])("refuses a browser, known by its %s", (name) => {
    vi.stubGlobal(name, {});
    expect(() => createClient({ apiKey })).toThrow(
      "dangerouslyAllowBrowser: whoever opens the page can read the API key.",
    );
    expect(() => createClient({ apiKey, dangerouslyAllowBrowser: true })).not.toThrow();
  });

  it("looks the global fetch up when it calls", async () => {
    const client = createClient({ apiKey });
    vi.spyOn(globalThis, "fetch").mockResolvedValue(Response.json(emptyPage));
    expect((await client.listEvChargers()).items).toEqual([]);
  });

  it("takes the options of a call before those of the client", async () => {
    const { fetch, calls } = recordingFetch();
    const client = createClient({ apiKey, fetch: () => Promise.reject(new Error("not me")) });
    await client.listEvChargers({}, { fetch });
    expect(calls).toHaveLength(1);
    await expect(client.listEvChargers({}, { timeout: -1 })).rejects.toThrow("timeout: not a");
  });
});
