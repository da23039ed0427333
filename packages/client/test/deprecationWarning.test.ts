import { beforeEach, describe, expect, it, vi } from "vitest";
import type { createClient as CreateClient, LogFields, Logger } from "../src/index.ts";
import { apiKey, emptyPage, rejectionOf } from "./clientOf.ts";
import { json, serve } from "./serve.ts";

type Headers = Readonly<Record<string, string>>;

const SINCE = "@1782864000";
const SUNSET = "Wed, 30 Jun 2027 00:00:00 GMT";
const both = { deprecation: SINCE, sunset: SUNSET };

let createClient: typeof CreateClient;

// Each test is a process of its own, as far as the client can tell.
beforeEach(async () => {
  vi.resetModules();
  ({ createClient } = await import("../src/index.ts"));
});

/** A client of a server that answers with headers, and what its logger was told. */
async function clientOf(headers: Headers, status = 200) {
  const body =
    status === 200 ? emptyPage : { success: false, error: { code: "GONE", message: "No." } };
  const { baseUrl } = await serve((response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    json(response, status, body);
  });
  const debugged: string[] = [];
  const warned: string[] = [];
  const fields: LogFields[] = [];
  const logger: Logger = {
    debug: (message) => debugged.push(message),
    warn: (message, more) => {
      warned.push(message);
      fields.push(more);
    },
  };
  const options = { apiKey, baseUrl, retries: 0 };
  const client = createClient({ ...options, logger });
  return { client, options, debugged, warned, fields };
}

/** The fields of the one warning that these headers cause. */
async function fieldsOf(headers: Headers): Promise<LogFields | undefined> {
  const { client, fields } = await clientOf(headers);
  await client.listEvChargers();
  expect(fields).toHaveLength(1);
  return fields[0];
}

describe("an answer that says that its operation is deprecated", () => {
  it("is told as a warning, with what it says as dates, and where there is more", async () => {
    const link = '<https://docs.example/moved#list>; rel="deprecation"; type="text/html"';
    const { client, warned, fields } = await clientOf({ ...both, link });
    await client.listEvChargers();
    expect(warned).toEqual(["GET /ev-charger 200, deprecated until 2027-06-30T00:00:00.000Z"]);
    expect(fields).toMatchObject([
      {
        operationId: "listEvChargers",
        status: 200,
        attempt: 1,
        deprecation: {
          since: "2026-07-01T00:00:00.000Z",
          sunset: "2027-06-30T00:00:00.000Z",
          link: "https://docs.example/moved#list",
        },
      },
    ]);
  });

  it("warns once, however often and with however many clients it is called", async () => {
    const { client, options, debugged, warned } = await clientOf(both);
    for (let call = 0; call < 3; call += 1) await client.listEvChargers();
    const logger = { warn: (message: string) => warned.push(message) };
    await createClient({ ...options, logger }).listEvChargers();
    expect(warned).toHaveLength(1);
    expect(debugged).toEqual(["GET /ev-charger 200", "GET /ev-charger 200"]);
  });

  it("warns of each operation", async () => {
    const { client, fields } = await clientOf(both);
    await client.listEvChargers();
    await client.listActions();
    expect(fields.map(({ operationId }) => operationId)).toEqual(["listEvChargers", "listActions"]);
  });

  it("warns when it is an error, too, and through the raw methods", async () => {
    const { client, warned } = await clientOf(both, 410);
    await rejectionOf(client.listEvChargers());
    await client.GET("/actions");
    expect(warned).toEqual([
      "GET /ev-charger 410, deprecated until 2027-06-30T00:00:00.000Z",
      "GET /actions 410, deprecated until 2027-06-30T00:00:00.000Z",
    ]);
  });

  it("still warns when the first call had no logger that listens to warnings", async () => {
    const { client, options, debugged, warned } = await clientOf(both);
    await createClient(options).listEvChargers();
    const logger = { debug: (message: string) => debugged.push(message) };
    await createClient({ ...options, logger }).listEvChargers();
    expect(debugged).toEqual(["GET /ev-charger 200"]);
    await client.listEvChargers();
    expect(warned).toHaveLength(1);
  });

  it("says nothing without these headers", async () => {
    const { client, debugged, warned } = await clientOf({
      link: "<https://a.example>; rel=sunset",
    });
    await client.listEvChargers();
    expect([debugged, warned]).toEqual([["GET /ev-charger 200"], []]);
  });

  it.each<[what: string, headers: Headers, since: unknown, sunset: unknown]>([
    ["only Sunset", { sunset: SUNSET }, undefined, "2027-06-30T00:00:00.000Z"],
    ["only Deprecation", { deprecation: SINCE }, "2026-07-01T00:00:00.000Z", undefined],
    ["the older true", { deprecation: "true" }, undefined, undefined],
    ["the older date", { deprecation: SUNSET }, "2027-06-30T00:00:00.000Z", undefined],
    ["an empty header", { deprecation: "" }, undefined, undefined],
    ["a time before 1970", { deprecation: "@-1" }, "1969-12-31T23:59:59.000Z", undefined],
    ["no number", { deprecation: "@soon", sunset: "soon" }, undefined, undefined],
    ["more than a date can be", { deprecation: `@${"9".repeat(400)}` }, undefined, undefined],
    ["a day that there is not", { sunset: "Wed, 99 Foo 2027 00:00:00 GMT" }, undefined, undefined],
  ])("is read as far as possible when it says %s", async (_, headers, since, sunset) => {
    const fields = await fieldsOf(headers);
    expect(fields?.deprecation).toEqual({ since, sunset, link: undefined });
  });

  it("says that no day is known when there is none", async () => {
    const { client, warned } = await clientOf({ deprecation: "true" });
    await client.listEvChargers();
    expect(warned).toEqual(["GET /ev-charger 200, deprecated until further notice"]);
  });

  it.each<[what: string, link: string, shown: string | undefined]>([
    ["of Sunset", "<https://a.example/b>; rel=sunset", "https://a.example/b"],
    [
      "among others",
      '<https://a.example>; rel="next", <https://b.example>;rel="deprecation"',
      "https://b.example",
    ],
    ["with several relations", '<https://a.example>; rel="help deprecation"', "https://a.example"],
    ["that is relative", "</moved>; rel=deprecation", "/moved"],
    ["with a name and a password", "<https://me:secret@a.example/>; rel=deprecation", undefined],
    [
      "with the API key",
      `<https://a.example/?k=${apiKey}>; rel=sunset`,
      "https://a.example/?k=[API key]",
    ],
    ["of another relation", "<https://a.example/sunset>; rel=next", undefined],
    ["that is broken", "<<>;rel=;;=deprecation<", undefined],
  ])("shows a link %s as far as it may be shown", async (_, link, shown) => {
    const fields = await fieldsOf({ ...both, link });
    expect(fields?.deprecation?.link).toBe(shown);
  });

  it("is told with the retry when it is repeated", async () => {
    const { baseUrl } = await serve((response) => {
      response.setHeader("sunset", SUNSET).setHeader("retry-after", "0");
      json(response, 503, { success: false, error: { code: "BUSY", message: "No." } });
    });
    const warned: string[] = [];
    const logger = { warn: (message: string) => warned.push(message) };
    await rejectionOf(createClient({ apiKey, baseUrl, retries: 2, logger }).listEvChargers());
    expect(warned).toEqual([
      "GET /ev-charger 503, again in 0 ms, deprecated until 2027-06-30T00:00:00.000Z",
      "GET /ev-charger 503, again in 0 ms",
    ]);
  });
});
