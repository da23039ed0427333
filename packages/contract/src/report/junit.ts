import { cameOnce } from "./cameOnce.ts";
import type { Count } from "../verify/Verification.ts";
import type { Report, ReportedFailure } from "./Report.ts";
import { cut } from "./visible.ts";

/** Characters of an answer that are shown. */
const mostOfBody = 1_000;

/**
 * The report as JUnit XML, in the form that CI systems read: a suite per operation, and a case per
 * check that applied to it.
 */
export function junit(report: Report): string {
  const suites = report.operations.map(({ operationId, checks }) => {
    const cases = report.checks.flatMap(({ name }) => {
      const count = checks[name];
      if (count === undefined) return [];
      const own = report.failures.filter(
        (failure) => failure.operationId === operationId && failure.check === name,
      );
      return [{ name, count, own }];
    });
    const tests = cases.length;
    const failures = cases.filter(({ count }) => count.failed > 0).length;
    const skipped = cases.filter(({ count }) => isSkipped(count)).length;
    const lines = cases.map(({ name, count, own }) => testCase(operationId, name, count, own));
    return { operationId, tests, failures, skipped, lines };
  });
  const sum = (key: "tests" | "failures" | "skipped") =>
    suites.reduce((total, suite) => total + suite[key], 0);
  const totals = {
    name: `contract of ${report.baseUrl}`,
    tests: sum("tests"),
    failures: sum("failures"),
    errors: 0,
    skipped: sum("skipped"),
    time: (report.duration / 1_000).toFixed(3),
  };
  const { profile, seed, requests } = report;
  const properties = Object.entries({ profile, seed, requests }).map(
    ([name, value]) => `      ${tag("property", { name, value })}`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes(totals)}>`,
    ...suites.flatMap(({ operationId, tests, failures, skipped, lines }) => [
      `  <testsuite${attributes({ name: operationId, tests, failures, errors: 0, skipped })}>`,
      "    <properties>",
      ...properties,
      "    </properties>",
      ...lines,
      "  </testsuite>",
    ]),
    "</testsuites>",
  ].join("\n");
}

/** What passed at least once was tested. */
const isSkipped = ({ passed, failed, notApplicable }: Count): boolean =>
  passed + failed === 0 && notApplicable > 0;

function testCase(
  operationId: string,
  name: string,
  count: Count,
  failures: readonly ReportedFailure[],
): string {
  const open = `    <testcase${attributes({ name, classname: operationId })}`;
  const [first, ...others] = failures;
  if (first !== undefined) {
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    const message = `${first.message}${more}`;
    const text = failures.map(textOf).join("\n\n");
    return `${open}>\n      <failure${attributes({ message, type: name })}>${escaped(text)}</failure>\n    </testcase>`;
  }
  if (!isSkipped(count)) return `${open}/>`;
  const message = `not applicable, ${count.notApplicable} times: the server is said to lack what it needs`;
  return `${open}>\n      ${tag("skipped", { message })}\n    </testcase>`;
}

function textOf({ message, pointer, file, count, requests, answer, ...failure }: ReportedFailure) {
  return [
    message,
    `${failure.case}${count > 1 ? ` (and ${count - 1} more)` : ""}`,
    ...(failure.once === true ? [cameOnce] : []),
    `contract: ${pointer}${file === undefined ? "" : ` (${file})`}`,
    ...requests.map(({ curl }) => curl),
    ...(answer === undefined ? [] : [`answer: ${answer.status} ${cut(answer.body, mostOfBody)}`]),
  ].join("\n");
}

type Values = Readonly<Record<string, string | number>>;

const tag = (name: string, values: Values): string => `<${name}${attributes(values)}/>`;

const attributes = (values: Values): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replaceAll(/[\t\n]/g, reference)}"`)
    .join("");

/** XML has no way at all to write the characters that are left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll(/[&<>"\r]/g, reference);

const reference = (character: string): string => `&#${character.codePointAt(0) ?? 0};`;
