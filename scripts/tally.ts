import { isRecord } from "./isRecord.ts";

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A task of a turbo run, from the run's summary. */
export interface Task {
  readonly id: string;
  readonly name: string;
  /** The package's folder, relative to the root; empty for the root itself. */
  readonly directory: string;
  /** Undefined when the task did not run, because one that it depends on failed. */
  readonly exitCode: number | undefined;
}

/** What a vitest report says. */
export interface Report {
  readonly passed: number;
  readonly failed: number;
  /** Full names of the tests that failed, or the file that could not be loaded. */
  readonly failures: readonly string[];
  /** Full names of the tests that were skipped. */
  readonly skipped: readonly string[];
}

/** The figures at the end of `npm test`. */
export interface Tally extends Report {
  /** The tasks that failed or could not run. */
  readonly broken: readonly string[];
}

/**
 * The tasks in the summary of a turbo run. Turbo leaves out a task for which a package has no
 * script, so one that should be there is added, as not run.
 *
 * @param expected the ids of the tasks that must have run, if their package was part of the run
 * @throws TypeError when the text is not such a summary
 */
export function tasksOf(summary: unknown, expected: readonly string[] = []): Task[] {
  const { tasks, packages } = isRecord(summary) ? summary : {};
  if (!Array.isArray(tasks)) {
    throw new TypeError("turbo's summary has no tasks; its format has changed.");
  }
  const ran = tasks.filter(isRecord).map(({ taskId, task, directory, execution }): Task => {
    const exitCode = isRecord(execution) ? execution["exitCode"] : undefined;
    return {
      id: String(taskId),
      name: String(task),
      directory: typeof directory === "string" ? directory : "",
      exitCode: typeof exitCode === "number" ? exitCode : undefined,
    };
  });
  const inScope = new Set(list(packages));
  const lost = expected
    .filter((id) => inScope.has(id.split("#")[0]) && !ran.some((task) => task.id === id))
    .map((id): Task => ({ id, name: id.split("#")[1] ?? "", directory: "", exitCode: undefined }));
  return [...ran, ...lost];
}

/**
 * What a JSON report of vitest says. A file that could not be loaded counts as one failure.
 *
 * @throws TypeError when it is not such a report
 */
export function reportOf(report: unknown): Report {
  const files = isRecord(report) ? report["testResults"] : undefined;
  if (!Array.isArray(files))
    throw new TypeError("vitest's report has no testResults; its format has changed.");
  const skipped: string[] = [];
  const failures: string[] = [];
  let passed = 0;
  for (const file of list(files).filter(isRecord)) {
    const tests = list(file["assertionResults"]).filter(isRecord);
    for (const { status, fullName } of tests) {
      if (status === "passed") passed += 1;
      else if (status === "failed") failures.push(String(fullName));
      else skipped.push(String(fullName));
    }
    if (file["status"] === "failed" && !tests.some(({ status }) => status === "failed")) {
      failures.push(String(file["name"]));
    }
  }
  return { passed, failed: failures.length, failures, skipped };
}

/**
 * Adds up a run: every test of every report, and each check without a report (lint, typecheck) as one.
 *
 * @param reports the vitest reports by the folder of their package
 */
export function tally(tasks: readonly Task[], reports: ReadonlyMap<string, Report>): Tally {
  let passed = 0;
  let failed = 0;
  const skipped: string[] = [];
  const failures: string[] = [];
  const broken: string[] = [];
  for (const { id, name, directory, exitCode } of tasks) {
    if (exitCode !== 0) broken.push(exitCode === undefined ? `${id} (did not run)` : id);
    const report =
      name.startsWith("test") && exitCode !== undefined ? reports.get(directory) : undefined;
    if (report !== undefined) {
      passed += report.passed;
      failed += report.failed;
      failures.push(...report.failures.map((test) => `${directory || "."}: ${test}`));
      skipped.push(...report.skipped.map((test) => `${directory || "."}: ${test}`));
      if (exitCode !== 0 && report.failed === 0) failed += 1;
    } else if (exitCode !== 0) {
      failed += 1;
    } else if (/^(lint|typecheck)/.test(name)) {
      passed += 1;
    } else if (name.startsWith("test")) {
      broken.push(`${id} (wrote no report)`);
      failed += 1;
    }
  }
  return { passed, failed, failures, skipped, broken };
}
