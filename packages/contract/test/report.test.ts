import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadContract } from "../src/index.ts";
import { plain } from "../src/report/Paint.ts";
import { pretty } from "../src/report/pretty.ts";
import { reportOf } from "../src/report/reportOf.ts";
import { specFile } from "../src/report/specFile.ts";
import { awkward, sampleVerification } from "./sampleVerification.ts";

const options = { apiKey: "things-key-1234", apiKeyVariable: "THING_KEY", ours: true };
const report = () => reportOf(sampleVerification(), options);
const lines = () => pretty(report(), plain).split("\n");

test("is plain data: what the run found, with curl lines, headers and the file of the contract", () => {
  const data: unknown = JSON.parse(JSON.stringify(report()));
  expect(data).toEqual(report());
  const { failures: _, ...found } = sampleVerification();
  expect(data).toMatchObject(found);
  expect(data).toMatchObject({
    failures: [
      {
        check: awkward.check,
        pointer: awkward.pointer,
        file: "spec/schemas/Thing.yaml",
        count: 9,
        requests: [
          {
            method: "PUT",
            url: "http://127.0.0.1:4020/things/thing_1",
            headers: { "content-type": "application/json", "x-thing-key": "$THING_KEY" },
            body: { text: '{"note":"<&>"}', length: 14 },
          },
          { method: "GET", url: "http://127.0.0.1:4020/things/thing_1?tag=%27%26%3C" },
        ],
        answer: { status: 200, headers: { "x-note": "a" }, body: awkward.answer?.body },
      },
      { requests: [] },
    ],
  });
});

test("names no file of another contract", () => {
  const { failures } = reportOf(sampleVerification(), { ...options, ours: false });
  for (const failure of failures) expect(failure).not.toHaveProperty("file");
});

test("has the key nowhere, in whatever form the server told it", () => {
  const apiKey = 'things "key" 1234/ü';
  const forms = [apiKey, JSON.stringify(apiKey).slice(1, -1), encodeURIComponent(apiKey)];
  const told = forms.join(" ");
  const failure = {
    ...awkward,
    case: told,
    message: told,
    others: [told],
    requests: awkward.requests.map((request) => ({
      ...request,
      path: { thingId: apiKey },
      query: { tag: apiKey },
      body: { type: "text/plain", text: told },
    })),
    answer: {
      status: 200,
      headers: new Headers({ "x-note": encodeURIComponent(apiKey) }),
      body: told,
    },
  };
  const verification = { ...sampleVerification(), failures: [failure], notes: [told] };
  const text = JSON.stringify(reportOf(verification, { ...options, apiKey }));
  for (const form of [...forms, new URLSearchParams({ "": apiKey }).toString().slice(1)]) {
    expect(text).not.toContain(form);
    expect(text).not.toContain(JSON.stringify(form).slice(1, -1));
  }
});

test("a word that is the key of a mock leaves the report readable", () => {
  const { notes } = reportOf(sampleVerification(), { ...options, apiKey: "l" });
  expect(notes).toEqual(["listThings could not be walked."]);
});

test("fits 100 columns with seven operations, up to the failures", () => {
  const table = lines().slice(0, lines().indexOf("Notes"));
  expect(table.filter((line) => line.length > 100)).toEqual([]);
  expect(table).toContainEqual(expect.stringMatching(/^check +1 +2 +3 +4 +5 +6 +7$/));
});

test("puts the operations that do not fit beside the others below them", () => {
  const { operations, ...others } = report();
  const [first] = operations;
  if (first === undefined) throw new Error("No operation.");
  const many = { ...others, operations: Array.from({ length: 20 }, () => first) };
  const text = pretty(many, plain);
  const heads = text.split("\n").filter((line) => line.startsWith("check "));
  expect(heads.flatMap((line) => line.match(/\d+/g))).toEqual(
    Array.from({ length: 20 }, (_, index) => String(index + 1)),
  );
  for (const line of heads) expect(line.length).toBeLessThanOrEqual(100);
});

test("tells what passed, failed, was not applicable and did not apply without any colour", () => {
  const row = (name: string) => lines().find((line) => line.startsWith(`${name} `));
  expect(row("documented body")).toMatch(/^documented body +9 ✗( +123456){6}$/);
  expect(row("pagination")).toMatch(/( +123456){6} +n\/a 5$/);
  expect(row("filters")).toMatch(/^filters( +·){7}$/);
  expect(lines().join("\n")).toMatch(/Not applicable.*\n +7 {2}paging {2}heeds limit and offset\n/);
  expect(lines()).toContain("listThings could not be walked.");
  expect(lines().at(-1)).toBe("1234 requests, 2 failures in 5.7 s");
});

test("tells of a failure where it is said, how it comes about step by step, and the answer", () => {
  const text = lines().join("\n");
  expect(text).toContain("✗ 1  putThing: documented body\n");
  expect(text).toContain(`${awkward.pointer}  spec/schemas/Thing.yaml\n`);
  expect(text).toMatch(/# 1 of 2\n +curl .*PUT.*\n +# 2 of 2\n +curl [^\n]*tag=%27%26%3C/);
  expect(text).toContain("… 9 in all\n");
  expect(text).toContain("200 application/json\n");
  expect(text).toContain("xxx… (3023 characters)\n");
});

test("lets no server command the terminal", () => {
  const text = lines().join("\n");
  expect(text).toContain(String.raw`\u001b[31m`);
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});

test("leads to the file of each part of the contract", async () => {
  const { operations } = await loadContract();
  const pointers = operations.flatMap((operation) => [
    operation.pointer,
    ...operation.responses.flatMap(({ pointer, headers, media }) => [
      pointer,
      ...headers.map((header) => header.pointer),
      ...media.flatMap(({ schema }) => schema?.follow().pointer ?? []),
    ]),
    ...operation.parameters.map(({ schema }) => schema.pointer),
  ]);
  const files = new Set(
    [...pointers, "#/paths", "#/components/securitySchemes/ApiKey"].map(specFile),
  );
  expect(files.size).toBeGreaterThan(20);
  for (const file of files) {
    await access(fileURLToPath(new URL(`../../../${file}`, import.meta.url)));
  }
});
