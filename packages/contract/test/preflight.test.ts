import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { CannotVerifyError, contractFrom, verify } from "../src/index.ts";
import { ordersDocument } from "./ordersDocument.ts";
import { smallDocument } from "./smallDocument.ts";
import { type Alter, orderKey, startOrders } from "./startOrders.ts";

const contract = contractFrom(ordersDocument());

async function started(alter?: Alter): Promise<string> {
  const server = await startOrders(alter);
  onTestFinished(server.stop);
  return server.baseUrl;
}

async function reasonOf(baseUrl: string, apiKey: string, timeout = 5_000): Promise<string> {
  const error: unknown = await verify(contract, { baseUrl, apiKey, timeout }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CannotVerifyError);
  expect(inspect(error)).not.toContain(apiKey);
  return error instanceof Error ? error.message : "";
}

test("does not begin where nobody answers, and says where and why", async () => {
  const server = await startOrders();
  await server.stop();
  const reason = await reasonOf(server.baseUrl, orderKey);
  expect(reason).toContain(`${server.baseUrl} does not answer (`);
  expect(reason).toContain("ECONNREFUSED");
});

test("does not begin where there is no answer in time", async () => {
  const baseUrl = await started(() => undefined);
  expect(await reasonOf(baseUrl, orderKey, 50)).toContain(`${baseUrl} does not answer`);
});

test.each([401, 403])("does not begin where the key is refused with %i", async (status) => {
  const baseUrl = await started((answer) => ({ ...answer, status }));
  expect(await reasonOf(baseUrl, "another-key-of-orders")).toBe(
    `${baseUrl} refuses the API key: GET /orders was answered with ${status}.`,
  );
});

test.each([
  [302, "application/json", "leads to another address"],
  [404, "application/json", "has no such path"],
  [200, "text/html", "shows a web page"],
])("does not begin where something else answers %i %s", async (status, type, what) => {
  const headers = { "content-type": type };
  const baseUrl = await started((answer) => ({ ...answer, status, headers }));
  expect(await reasonOf(baseUrl, orderKey)).toBe(
    `${baseUrl} ${what}: GET /orders was answered with ${status}. Is the address right?`,
  );
});

test("does not begin with a key that no header can carry, and does not show it", async () => {
  const reason = await reasonOf(await started(), "a-secret-\u{1F511}");
  expect(reason).toContain("The API key cannot be sent as the header x-order-key");
});

test.each(["127.0.0.1", "nowhere", "", "ftp://127.0.0.1"])(
  "does not begin with the address %j",
  async (baseUrl) => {
    expect(await reasonOf(baseUrl, orderKey)).toMatch(/cannot be asked|does not answer/);
  },
);

test("does not begin with a contract that has nothing to read", async () => {
  const writesOnly = contractFrom(smallDocument({}));
  const options = { baseUrl: await started(), apiKey: orderKey };
  await expect(verify(writesOnly, options)).rejects.toThrow(
    "The contract has no operation that only reads",
  );
});

test("begins where the first answer is wrong, and reports it", async () => {
  const baseUrl = await started((answer) => ({ ...answer, status: 500 }));
  const { failures } = await verify(contract, { baseUrl, apiKey: orderKey, cases: 0 });
  expect(failures.map(({ check }) => check)).toContain("no server error");
});

test("takes an address with slashes at its end", async () => {
  const baseUrl = await started();
  const options = { baseUrl: `${baseUrl}//`, apiKey: orderKey, cases: 0 };
  expect(await verify(contract, options)).toMatchObject({ baseUrl, failures: [] });
});
