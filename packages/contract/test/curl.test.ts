import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseRequest } from "../src/index.ts";
import { sendCase } from "../src/index.ts";
import { curl } from "../src/report/curl.ts";
import { emptyRequest } from "./emptyRequest.ts";

/** What a server was sent: all that a request has to say, but for what its client adds to any. */
interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** Of a long one, its digest. */
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Why nothing can be run here, for the tests' names; empty when it can. */
const missing = (() => {
  try {
    execFileSync("sh", ["-c", "command -v curl && command -v head && command -v tr"]);
    return "";
  } catch {
    return " (not here: there is no sh with curl, head and tr)";
  }
})();

const ours = (name: string) =>
  name.startsWith("x-") || /^(?:content-type|prefer|expect)$/.test(name);

const received: Received[] = [];
const server = createServer((request, response) => {
  void buffer(request).then((body) => {
    const { method, url } = request;
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => ours(name)),
    );
    const whole = body.toString("latin1");
    const digest = `${body.length} bytes, ${createHash("sha256").update(body).digest("hex")}`;
    received.push({ method, url, body: body.length > 9_000 ? digest : whole, headers });
    return response.end("seen");
  });
});
let baseUrl: string;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  baseUrl = `http://127.0.0.1:${address.port}`;
});
afterAll(async () => {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
});

const requestWith = (part: Partial<CaseRequest>): CaseRequest => ({
  ...emptyRequest,
  method: "POST",
  ...part,
});

const ofText = (text: string, type = "text/plain"): CaseRequest["body"] => ({ type, text });
const tricky = `it's $HOME \`id\` "\\n" !! %s %25 \\ é 漢字 🚗\nand\ta second line `;
const apiKey = "a key'$x";

const requests: readonly (readonly [string, Partial<CaseRequest>])[] = [
  ["a GET without anything", { method: "GET", keyHeaders: [] }],
  ["a method without a body", { method: "DELETE" }],
  ["a POST without a body", {}],
  ["an empty body", { body: ofText("") }],
  ["a body of JSON", { body: ofText('{"colour":"green"}', "application/json") }],
  ["a body with all that a shell may take for its own", { body: ofText(tricky) }],
  ["a body that looks like a file's name", { body: ofText("@/etc/hostname") }],
  ["an address with all that a shell may take for its own", { path: { thingId: tricky } }],
  [
    "repeated, empty and bracketed query parameters",
    { query: { a: [1, "2 3", ""], "b[]": "{x}" } },
  ],
  ["an address with braces and brackets", { template: "/things/[1-3]{thingId}" }],
  ["a list in one parameter", { query: { a: [1, 2] }, joined: ["a"] }],
  ["a header with quotes and a dollar", { header: { "x-note": `it's "$HOME" \\ %s` } }],
  ["an empty header, and one of spaces", { header: { "x-empty": "", "x-spaces": "  " } }],
  ["a header beyond ASCII", { header: { "x-note": "100 %s %1, caf\u00E97 \\o/ it's" } }],
  ["a body of 2 MiB", { body: ofText(" ".repeat(2 * 1024 * 1024), "application/json") }],
  ["a long body of many things", { body: ofText(tricky.repeat(200)) }],
  [
    "a body with long runs in it",
    { body: ofText(`{"a":"${"\\".repeat(3_000)}", '-${"-".repeat(999)}'${"é".repeat(900)}`) },
  ],
];

describe.skipIf(missing !== "")(`the command line, run by sh${missing}`, () => {
  test.each(requests)("sends again %s", async (_, part) => {
    received.length = 0;
    const request = requestWith(part);
    const one = { name: "", operationId: "", kind: "link", request, expected: { statuses: [] } };
    await sendCase({ ...one, kind: "link" }, { baseUrl, apiKey });
    const command = curl(request, { baseUrl, apiKeyVariable: "THING_KEY" });
    const { stdout, stderr } = await promisify(execFile)("sh", ["-c", command], {
      env: { PATH: process.env["PATH"], LC_ALL: "C.UTF-8", THING_KEY: apiKey },
    });
    expect(stdout).toMatch(/^HTTP\/1.1 200 .*seen$/s);
    expect(stderr).not.toContain("warning");
    const [sent, again] = received;
    expect(again).toEqual(sent);
    expect(command.length).toBeLessThan(20_000);
  });

  test("puts the variable where the key is in the address or the body", async () => {
    received.length = 0;
    const key = "key-1234";
    const request = requestWith({ path: { thingId: `x${key}'` }, body: ofText(`"${key}" $`) });
    const command = curl(request, { baseUrl, apiKeyVariable: "THING_KEY", apiKey: key });
    expect(command).not.toContain(key);
    await promisify(execFile)("sh", ["-c", command], {
      env: { PATH: process.env["PATH"], THING_KEY: key },
    });
    expect(received).toMatchObject([{ url: `/things/x${key}'`, body: `"${key}" $` }]);
  });
});

test("a HEAD does not wait for a body", () => {
  const command = curl(requestWith({ method: "HEAD" }), { baseUrl, apiKeyVariable: "THING_KEY" });
  expect(command).toContain(" --head ");
  expect(command).not.toContain("--request");
});
