import { expect, onTestFinished, test } from "vitest";
import { CannotVerifyError, contractFrom, verify, type VerifyOptions } from "../src/index.ts";
import { type Faults, startThings, thingsKey } from "./startThings.ts";
import { thingsDocument } from "./thingsDocument.ts";

async function verifyThings(
  answer: Faults["answer"],
  cases = 40,
  onProgress: VerifyOptions["onProgress"] = () => {},
) {
  const things = await startThings(answer && { answer });
  onTestFinished(() => things.stop());
  const contract = contractFrom(thingsDocument());
  return verify(contract, {
    baseUrl: things.url,
    apiKey: thingsKey,
    profile: "full",
    cases,
    onProgress,
  });
}

/** Answers a method, or one of a path, with an error. */
const failing =
  (status: number, code: string, fails: (method: string, path: string) => boolean) =>
  ({ pathname }: URL, response: Parameters<NonNullable<Faults["answer"]>>[1]): boolean => {
    if (!fails(response.req.method ?? "", pathname)) return false;
    const body = JSON.stringify({ error: { code } });
    response.writeHead(status, { "content-type": "application/json" }).end(body);
    return true;
  };

test("a run in which an operation never succeeds says how it was answered, and what to do", async () => {
  const { failures } = await verifyThings(
    failing(404, "NO_THING", (method, path) => method === "GET" && path !== "/things"),
  );
  const found = failures.filter(({ check }) => check === "every operation succeeds");
  expect(found.map(({ operationId }) => operationId)).toEqual(["getThing"]);
  expect(found[0]?.message).toMatch(
    /^no request was answered with a success: \d+ × 404 NO_THING\. If things are busy .* begin with more of them/,
  );
});

test("an operation that is busy for most of the run is tried once more in the end", async () => {
  let busy = true;
  const { failures } = await verifyThings(
    failing(400, "BAD_REQUEST", (method) => busy && method === "POST"),
    40,
    ({ phase }) => (busy = phase !== "walking pages" && busy),
  );
  expect(failures.map(({ check }) => check)).not.toContain("every operation succeeds");
});

test("a success that should have been a refusal is none", async () => {
  const seen: string[] = [];
  const { failures } = await verifyThings((url, response) => {
    const bad = url.searchParams.getAll("limit").some((limit) => !/^(?:[1-9]|10)$/.test(limit));
    if (bad) seen.push(url.search);
    return failing(bad ? 200 : 400, "BAD_REQUEST", (method) => method === "GET")(url, response);
  });
  expect(seen.length).toBeGreaterThan(0);
  expect(failures.map(({ check, operationId }) => `${check}, ${operationId}`)).toContain(
    "every operation succeeds, listThings",
  );
});

test("of an operation that hardly ever succeeds, the report says so", async () => {
  let made = 0;
  const rarely = failing(400, "BAD_REQUEST", (method) => {
    if (method === "POST") made += 1;
    return method === "POST" && made > 1;
  });
  const { notes } = await verifyThings(rarely, 200);
  expect(notes).toEqual([
    expect.stringMatching(/^makeThing succeeded 1 times in \d+: \d+ × 400 BAD_REQUEST\. If/),
  ]);
  expect((await verifyThings(undefined)).notes).toEqual([]);
});

test("with a key that may write nothing, the run ends at once", async () => {
  const run = verifyThings(failing(403, "READ_ONLY", (method) => method === "POST"));
  await expect(run).rejects.toThrow(CannotVerifyError);
  await expect(run).rejects.toThrow(
    /POST \/things was answered with 403\. Use another key, or the profile read-only\./,
  );
});
