import { afterAll, beforeAll, expect, it } from "vitest";
import { changed } from "../../../spec/test/changed.ts";
import { Contract } from "../src/contract/Contract.ts";
import { defaultKeys } from "../src/index.ts";
import { serverWith } from "./serverWith.ts";

const LIST = "/paths/~1ev-charger/get";
const contract = new Contract(
  changed(Contract.bundled().document, {
    [`${LIST}/deprecated`]: true,
    [`${LIST}/x-sunset`]: "2027-06-30",
    // A day alone deprecates nothing, and a deprecation without one has nothing to tell.
    "/paths/~1actions/get/x-sunset": "2027-06-30",
    "/paths/~1ev-charger~1{deviceId}/get/deprecated": true,
  }),
);
const SUNSET = "Wed, 30 Jun 2027 00:00:00 GMT";

let server: Awaited<ReturnType<typeof serverWith>>;
beforeAll(async () => {
  const patience = { head: 10_000, request: 20_000, idle: 30_000, interval: 1_000 };
  server = await serverWith(patience, contract);
});
afterAll(() => server?.stop());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, {
    headers: { "x-api-key": defaultKeys.sandbox, origin: "https://example.com" },
    ...init,
  });

it.each([
  ["a success", "/ev-charger", {}, 200],
  ["a request that breaks the contract", "/ev-charger?limit=no", {}, 400],
  ["a request without a key", "/ev-charger", { headers: { origin: "https://example.com" } }, 401],
])("tells with %s until when a deprecated operation stays", async (_, path, init, status) => {
  const { status: answered, headers } = await ask(path, init);
  expect([answered, headers.get("sunset")]).toEqual([status, SUNSET]);
  expect(headers.get("access-control-expose-headers")?.split(", ")).toContain("sunset");
});

it("claims no date since when an operation is deprecated", async () => {
  expect((await ask("/ev-charger")).headers.get("deprecation")).toBeNull();
});

it.each(["/actions", "/ev-charger/device_ev_001"])(
  "tells nothing of %s, which has no day or is to stay",
  async (path) => {
    const { status, headers } = await ask(path);
    expect([status, headers.get("sunset")]).toEqual([200, null]);
  },
);

it("tells nothing with another method of the same path", async () => {
  const { status, headers } = await ask("/ev-charger", { method: "DELETE" });
  expect([status, headers.get("sunset")]).toEqual([405, null]);
});
