import { expect, test } from "vitest";
import { figuresOf, tableOf } from "../figures.ts";
import type { CpuProfile, ProfileNode } from "../sandbox/inspect.ts";
import { loadTable, ratioTo, startTable, type Turn, verdictOf } from "../sandbox/tables.ts";
import { spreadOf, spreadText } from "../sandbox/whereTimeGoes.ts";

const turn = (answers: number, p50 = 1, p99 = 2, busy: number | undefined = 900): Turn => ({
  answers,
  milliseconds: 1000,
  p50,
  p99,
  busy,
  generator: 250,
});

test("a table of load compares with Prism and with the bare server, and says what is met", () => {
  const table = loadTable("List", [
    {
      id: "ours",
      label: "ours",
      // Runs of 2,000, 6,000 and 4,000 a second.
      runs: [[turn(1000, 4, 40), turn(3000, 5, 50)], [turn(6000, 6, 60)], [turn(4000, 7, 70)]],
      wanted: 2,
    },
    { id: "other", label: "another", runs: [[turn(3999)]], wanted: 2 },
    { id: "prism", label: "Prism", runs: [[turn(2000)]] },
    { id: "bare", label: "bare", runs: [[{ ...turn(20_000), busy: undefined }]] },
  ]);
  expect(table.title).toBe("List");
  expect(tableOf(table)).toBe(
    [
      "           median        min–max     p50      p99  server  generator  of bare  ratio  wanted",
      "ours      4,000/s    2,000–6,000  5.5 ms  55.0 ms    90 %       25 %     0.20   2.00     ≥ 2     met",
      "another   3,999/s    3,999–3,999  1.0 ms   2.0 ms    90 %       25 %     0.20   2.00     ≥ 2  missed",
      "Prism     2,000/s    2,000–2,000  1.0 ms   2.0 ms    90 %       25 %     0.10   1.00",
      "bare     20,000/s  20,000–20,000  1.0 ms   2.0 ms               25 %     1.00  10.00",
    ].join("\n"),
  );
});

test("turns of different length weigh by how long they took", () => {
  const long = { ...turn(1000), milliseconds: 3000 };
  const table = loadTable("List", [
    { id: "prism", label: "Prism", runs: [[turn(1000), long]] },
    { id: "bare", label: "bare", runs: [[turn(1000)]] },
  ]);
  expect(table.figures.map(({ median }) => median)).toEqual([500, 1000]);
});

test("a ratio to what was not measured is an error that names it", () => {
  const figures = figuresOf([{ id: "ours", label: "ours", values: [1] }], "ours");
  const [own] = figures;
  if (own === undefined) throw new Error("There is no figure.");
  expect(() => ratioTo("bare", own, figures)).toThrow('"bare"');
});

test("a start is compared with that in memory", () => {
  const table = startTable([
    { id: "memory", label: "in memory", values: [400, 1000, 800] },
    { id: "folder", label: "on a folder", values: [600] },
  ]);
  expect(table.figures.map(({ ratio }) => ratio)).toEqual([1, 0.75]);
});

test("a bound is met on its side and at the edge, and shown no rounder than it has to be", () => {
  expect(verdictOf("list of bare", 0.17, "≥", 0.17)).toBe(
    "list of bare: 0.170, wanted ≥ 0.17: met.",
  );
  expect(verdictOf("list of bare", 0.1691, "≥", 0.17)).toBe(
    "list of bare: 0.169, wanted ≥ 0.17: missed.",
  );
  expect(verdictOf("start", 2000.4, "≤", 2000)).toBe("start: 2000.4, wanted ≤ 2000: missed.");
  expect(verdictOf("start", 812.31, "≤", 2000)).toBe("start: 812.3, wanted ≤ 2000: met.");
});

const at = (
  id: number,
  functionName: string,
  url: string,
  children: number[] = [],
  scriptId = "5",
): ProfileNode => ({
  id,
  callFrame: { functionName, scriptId, url, lineNumber: 9 },
  children,
});
const modules = "file:///w/node_modules/.pnpm/x/node_modules";

/** Each node but the root is seen once, for as many microseconds as its number says. */
const profile: CpuProfile = {
  nodes: [
    at(1, "(root)", "", [2, 3, 4, 5, 9], "0"),
    at(2, "(idle)", "", [], "0"),
    at(3, "(garbage collector)", "", [], "0"),
    at(4, "(program)", "", [], "0"),
    at(5, "onRead", "node:internal/stream_base_commons", [6]),
    at(6, "parse", `${modules}/pg-protocol/dist/parser.js`, [7, 8]),
    at(7, "JSON.parse", "", [], "0"),
    at(8, "write", "node:net", [11]),
    at(9, "onRequest", "node:_http_server", [10]),
    at(10, "handle", "file:///w/packages/sandbox/dist/handlers/list.js", [12, 13]),
    at(11, "writev", "", [], "0"),
    at(12, "anonymous0", "", [], "44"),
    at(13, "send", `${modules}/fastify/lib/reply.js`),
  ],
  samples: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
  timeDeltas: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
};
const whole = 90;

test("the time is given to where it was spent: what is built in, to its caller", () => {
  const shares = new Map(spreadOf(profile).parts.map(({ name, share }) => [name, share * whole]));
  const rounded = Object.fromEntries([...shares].map(([name, share]) => [name, Math.round(share)]));
  expect(rounded).toEqual({
    "(idle)": 2,
    "(garbage collector)": 3,
    "(program)": 4,
    "pg driver": 6 + 7,
    "node: sockets and streams": 5 + 8 + 11,
    "node: HTTP": 9,
    "our code": 10,
    "serialisation and validation": 12,
    fastify: 13,
  });
});

test("what Node does for a part is also shown with it", () => {
  const { parts } = spreadOf(profile);
  const owned = new Map(parts.map(({ name, owned: part }) => [name, Math.round(part * whole)]));
  expect(owned.get("pg driver")).toBe(6 + 7 + 8 + 11);
  expect(owned.get("node: sockets and streams")).toBe(5);
  expect(owned.get("our code")).toBe(10);
});

test("the most costly functions are listed with their place, without idling and collecting", () => {
  const lines = spreadText("Where", spreadOf(profile), 3).split("\n");
  expect(lines[0]).toBe("Where");
  expect(lines.slice(-3)).toEqual([
    "14.4 %  send  (fastify, lib/reply.js:10)",
    "13.3 %  anonymous0  (serialisation and validation)",
    "12.2 %  writev  (node: sockets and streams)",
  ]);
});
