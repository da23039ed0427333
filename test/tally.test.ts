import { expect, test } from "vitest";
import { type Report, reportOf, tally, tasksOf } from "../scripts/tally.ts";

const task = (id: string, exitCode?: number): object => ({
  taskId: id,
  task: id.split("#")[1],
  directory: id.split("#")[0] === "//" ? "" : id.split("#")[0],
  ...(exitCode === undefined ? {} : { execution: { exitCode } }),
});

const tasks = (...all: object[]) => tasksOf({ tasks: all });

const reports = (folder: string, report: Partial<Report>): Map<string, Report> =>
  new Map([[folder, { passed: 0, failed: 0, failures: [], skipped: [], ...report }]]);

test("counts every test, and each lint or type check as one", () => {
  const run = tasks(
    task("spec#test", 0),
    task("spec#lint", 0),
    task("//#typecheck:scripts", 0),
    task("spec#generate", 0),
  );
  expect(tally(run, reports("spec", { passed: 12, skipped: ["a test"] }))).toEqual({
    passed: 14,
    failed: 0,
    skipped: ["spec: a test"],
    failures: [],
    broken: [],
  });
});

test("counts failed tests as many as they are", () => {
  const found = reports("spec", { passed: 3, failed: 2, failures: ["a", "b"] });
  const { passed, failed, failures, broken } = tally(tasks(task("spec#test", 1)), found);
  expect([passed, failed, broken]).toEqual([3, 2, ["spec#test"]]);
  expect(failures).toEqual(["spec: a", "spec: b"]);
});

test.each([
  ["a check that fails", tasks(task("spec#lint", 1)), new Map()],
  ["a build that fails", tasks(task("client#build", 2)), new Map()],
  ["a task that could not run", tasks(task("client#test")), new Map()],
  [
    "a test run that ends badly although no test failed",
    tasks(task("spec#test", 1)),
    reports("spec", { passed: 3 }),
  ],
  ["a test run that leaves no report", tasks(task("spec#test", 0)), new Map()],
])("%s is one failure", (_, run, found) => {
  const { failed, broken } = tally(run, found);
  expect(failed).toBe(1);
  expect(broken).toHaveLength(1);
});

test("a task that should have run but that no script does is one failure", () => {
  const summary = { packages: ["spec", "mock"], tasks: [task("spec#lint", 0)] };
  const run = tasksOf(summary, ["spec#lint", "mock#test", "client#test"]);
  const { passed, failed, broken } = tally(run, reports("", { passed: 1 }));
  expect([passed, failed, broken]).toEqual([1, 1, ["mock#test (did not run)"]]);
});

test("reads vitest's report: passed, failed and skipped tests, and files that did not load", () => {
  const assertion = (status: string, fullName: string): object => ({ status, fullName });
  const report = {
    testResults: [
      { status: "failed", assertionResults: [assertion("passed", "a"), assertion("failed", "b")] },
      { status: "passed", assertionResults: [assertion("pending", "c"), assertion("todo", "d")] },
      { status: "failed", name: "x.test.ts", assertionResults: [] },
    ],
  };
  expect(reportOf(report)).toEqual({
    passed: 1,
    failed: 2,
    failures: ["b", "x.test.ts"],
    skipped: ["c", "d"],
  });
});

test("says so when a tool's format has changed", () => {
  expect(() => tasksOf({})).toThrow("turbo's summary has no tasks");
  expect(() => reportOf([])).toThrow("vitest's report has no testResults");
});
