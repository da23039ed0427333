import { cameOnce } from "./cameOnce.ts";
import { type Capability, capabilities } from "../cases/Case.ts";
import { counted } from "./counted.ts";
import type { Paint } from "./Paint.ts";
import type { Report, ReportedAnswer, ReportedFailure } from "./Report.ts";
import { table } from "./table.ts";
import { cut, visible } from "./visible.ts";

/** Where what is said of a failure begins. */
const margin = " ".repeat(12);

/** Characters of an answer that are shown. */
const mostOfBody = 1_000;

/** The report for people. */
export function pretty(report: Report, paint: Paint): string {
  const { baseUrl, profile, seed, requests, duration, failures, notes } = report;
  const seconds = (duration / 1_000).toFixed(1);
  const sum = `${counted(requests, "request")}, ${counted(failures.length, "failure")} in ${seconds} s`;
  return [
    `${paint("bold", baseUrl)}  profile ${profile}, seed ${seed}`,
    "",
    ...table(report, paint),
    ...lacking(report, paint),
    ...(notes.length > 0 ? ["", paint("bold", "Notes"), ...notes.map(visible)] : []),
    ...failures.flatMap((failure, index) => ["", ...told(failure, index + 1, paint)]),
    "",
    paint(failures.length > 0 ? "red" : "green", sum),
  ].join("\n");
}

function lacking({ lacks }: Report, paint: Paint): string[] {
  const names = Object.keys(capabilities).filter((name): name is Capability => name in lacks);
  if (names.length === 0) return [];
  const rows = names.map((name) => {
    const count = String(lacks[name] ?? 0).padStart(5);
    return `${count}  ${name.padEnd(6)}  ${capabilities[name]}`;
  });
  return [
    "",
    paint("bold", "Not applicable: what needs a capability that the server is said to lack"),
    ...rows,
  ];
}

function told(failure: ReportedFailure, number: number, paint: Paint): string[] {
  const { check, operationId, message, pointer, file, count, others, requests, answer } = failure;
  const part = (name: string, text: string) => {
    const [first = "", ...lines] = visible(text).split("\n");
    return [`  ${paint("dim", name.padEnd(8))}  ${first}`, ...lines.map((line) => margin + line)];
  };
  const more = count - others.length - 1;
  const also = [...others, ...(more > 0 ? [`… ${count} in all`] : [])];
  return [
    paint("red", `✗ ${number}  ${operationId}: ${check}`),
    ...part("what", message),
    ...part("contract", `${pointer}${file === undefined ? "" : `  ${file}`}`),
    ...part("case", failure.case),
    ...(failure.once === true ? part("note", cameOnce) : []),
    ...(also.length > 0 ? part("also", also.join("\n")) : []),
    ...requests.flatMap(({ curl }, index) => [
      ...(requests.length > 1
        ? [margin + paint("dim", `# ${index + 1} of ${requests.length}`)]
        : []),
      // Its line breaks are part of the request, and the margin would be, too.
      margin + curl,
    ]),
    ...(answer === undefined ? [] : part("answer", answerOf(answer))),
  ];
}

function answerOf({ status, headers, body }: ReportedAnswer): string {
  const type = headers["content-type"] ?? "no content type";
  return `${status} ${type}${body === "" ? "" : `\n${cut(body, mostOfBody)}`}`;
}
