import { expect, test } from "vitest";
import { junit } from "../src/report/junit.ts";
import { reportOf } from "../src/report/reportOf.ts";
import { awkward, sampleVerification } from "./sampleVerification.ts";
import { wellFormed } from "./wellFormed.ts";

const options = { apiKey: "things-key-1234", apiKeyVariable: "THING_KEY", ours: true };
const report = reportOf(sampleVerification(), options);
const suites = wellFormed(junit(report));
const caseOf = (operationId: string, check: string) =>
  suites.children
    .find(({ attributes }) => attributes["name"] === operationId)
    ?.children.find(({ attributes }) => attributes["name"] === check);

test("has a suite for each operation, and a case for each check that applied", () => {
  expect(suites.name).toBe("testsuites");
  expect(suites.children.map(({ name, attributes }) => [name, attributes["name"]])).toEqual(
    report.operations.map(({ operationId }) => ["testsuite", operationId]),
  );
  for (const [index, { checks }] of report.operations.entries()) {
    const cases = suites.children[index]?.children.filter(({ name }) => name === "testcase");
    const names = cases?.map(({ attributes }) => attributes["name"]);
    expect(new Set(names)).toEqual(new Set(Object.keys(checks)));
  }
});

test("counts what it has, in every suite and in all", () => {
  const kinds = { failures: "failure", skipped: "skipped" };
  for (const { attributes, children } of suites.children) {
    const cases = children.filter(({ name }) => name === "testcase");
    expect(attributes["tests"]).toBe(String(cases.length));
    for (const [total, kind] of Object.entries(kinds)) {
      const own = cases.filter((one) => one.children.some(({ name }) => name === kind));
      expect(attributes[total]).toBe(String(own.length));
    }
  }
  expect(suites.attributes).toMatchObject({
    failures: "2",
    errors: "0",
    skipped: "1",
    time: "5.678",
  });
});

test("a failure has its message, its curl lines and its place in the contract", () => {
  const failure = caseOf("putThing", "documented body")?.children.at(0);
  expect(failure?.name).toBe("failure");
  expect(failure?.attributes["message"]).toBe(
    "the body: /note must be string & not <null>]]>  [31m",
  );
  expect(failure?.text).toContain(awkward.pointer);
  for (const { curl } of report.failures[0]?.requests ?? []) expect(failure?.text).toContain(curl);
});

test("several failures of a check at an operation are one case", () => {
  const line = { ...awkward, message: "one\nline", pointer: "#/paths" };
  const failures = [line, awkward];
  const text = junit(reportOf({ ...sampleVerification(), failures }, options));
  const cases = wellFormed(text).children[0]?.children ?? [];
  const failed = cases.flatMap(({ children }) => children.filter(({ name }) => name === "failure"));
  expect(failed.map(({ attributes }) => attributes["message"])).toEqual(["one\nline (and 1 more)"]);
  expect(failed[0]?.text).toContain("#/paths");
  expect(failed[0]?.text).toContain(awkward.pointer);
});

test("what was never held to a check is skipped, with the reason; what was once is not", () => {
  const skipped = caseOf("getThing7", "pagination")?.children.at(0);
  expect(skipped?.name).toBe("skipped");
  expect(skipped?.attributes["message"]).toContain("not applicable, 5 times");
  expect(caseOf("getThing7", "pages walked")?.children).toEqual([]);
});
