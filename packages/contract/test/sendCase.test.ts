import { inspect } from "node:util";
import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import { expect, test } from "vitest";
import type { Case, CaseRequest } from "../src/index.ts";
import { sendCase } from "../src/index.ts";
import { emptyRequest } from "./emptyRequest.ts";
import { UnansweredError } from "../src/verify/sendCase.ts";

const caseWith = (request: Partial<CaseRequest>): Case => ({
  name: "getThing is asked",
  operationId: "getThing",
  kind: "accepted input",
  request: { ...emptyRequest, path: { thingId: "a/b" }, ...request },
  expected: { statuses: [200] },
});

/** Sends a case to a server that answers like that. */
async function send(one: Case, listener: RequestListener, timeout = 5_000) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("No port.");
    const baseUrl = `http://127.0.0.1:${address.port}`;
    return await sendCase(one, { baseUrl, apiKey: "secret", timeout });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const echo: RequestListener = (request, response) => {
  const { method, url, headers } = request;
  response.end([method, url, headers["x-thing-key"], headers["x-depth"]].join(" "));
};

test("encodes the path, repeats or joins arrays as the contract says, and sends the key", async () => {
  const query = { tag: ["green", "blue"], ids: [1, 2], none: undefined };
  const one = caseWith({ query, joined: ["ids"], header: { "x-depth": 3 } });
  expect((await send(one, echo)).body).toBe(
    "GET /things/a%2Fb?tag=green&tag=blue&ids=1%2C2 secret 3",
  );
  expect((await send(caseWith({ keyHeaders: [] }), echo)).body).toBe("GET /things/a%2Fb  ");
});

test("shows a redirect instead of following it", async () => {
  const answer = await send(caseWith({}), (_, response) => {
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  expect(answer.status).toBe(302);
});

test("names the case that is never answered, and not the key", async () => {
  const hang = send(caseWith({}), () => undefined, 50);
  await expect(hang).rejects.toThrow(
    "getThing is asked: GET /things/a%2Fb was not answered within 50 ms.",
  );
});

test("says that there is nobody to answer", async () => {
  const refuse = send(caseWith({}), (request) => request.destroy());
  await expect(refuse).rejects.toThrow("was not answered at all");
  await expect(refuse).rejects.toBeInstanceOf(UnansweredError);
});

test("refuses a parameter whose value is an object", async () => {
  await expect(send(caseWith({ query: { filter: { deep: 1 } } }), echo)).rejects.toThrow(
    'A parameter cannot be sent as {"deep":1}',
  );
});

test("an API key that no header can carry is refused without being shown", async () => {
  const target = { baseUrl: "http://127.0.0.1:9", apiKey: "a-secret\nkey" };
  const error: unknown = await sendCase(caseWith({}), target).catch((reason: unknown) => reason);
  expect(String(error)).toContain("The API key cannot be sent as the header x-thing-key");
  expect(inspect(error)).not.toContain("a-secret");
});
