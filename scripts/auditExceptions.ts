import { isDay } from "../spec/rules/isDay.ts";
import { isRecord } from "./isRecord.ts";

/** A known vulnerability of something installed. */
export interface Finding {
  /** GitHub's id of the advisory, such as `GHSA-35jh-r3h4-6jhm`. */
  readonly id: string;
  readonly severity: string;
  /** The package and the versions of it that are installed. */
  readonly installed: string;
  readonly title: string;
  /** The range of versions that do not have it. */
  readonly patched: string;
  /** The folder of the lockfile, and how what it is for comes to the package. */
  readonly path: string;
}

/** A vulnerability that may be there all the same, for a while. */
export interface Exception {
  readonly id: string;
  /** Why it does no harm here. */
  readonly reason: string;
  /** The last day on which it counts, as in `2026-12-31`. */
  readonly expires: string;
}

const ID = /^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/;

/**
 * What `pnpm audit --json` found.
 *
 * @param folder where it ran, relative to the root
 * @throws TypeError when the report is not of the form that pnpm writes
 */
export function findingsOf(report: unknown, folder: string): readonly Finding[] {
  const advisories = isRecord(report) ? report["advisories"] : undefined;
  if (!isRecord(advisories)) throw new TypeError("pnpm's audit has no advisories.");
  return Object.values(advisories).map((advisory) => {
    if (!isRecord(advisory)) throw new TypeError("An advisory of pnpm's audit is no object.");
    const places = Array.isArray(advisory["findings"]) ? advisory["findings"].filter(isRecord) : [];
    const versions = places.map(({ version }) => String(version));
    const paths = places.flatMap(({ paths: some }) =>
      Array.isArray(some) ? some.map(String) : [],
    );
    return {
      id: String(advisory["github_advisory_id"]),
      severity: String(advisory["severity"]),
      installed: `${String(advisory["module_name"])}@${versions.join(", ")}`,
      title: String(advisory["title"]),
      patched: String(advisory["patched_versions"]),
      path: `${folder}: ${paths[0] ?? "unknown"}`,
    };
  });
}

/**
 * Reads a list of exceptions.
 *
 * @throws TypeError when one lacks a GitHub id, a reason or a day, or stands there twice
 */
export function exceptionsOf(list: unknown): readonly Exception[] {
  if (!Array.isArray(list)) throw new TypeError("The exceptions are no list.");
  const exceptions = list.map((entry: unknown) => {
    const { id, reason, expires } = isRecord(entry) ? entry : {};
    const which = JSON.stringify(entry);
    if (typeof id !== "string" || !ID.test(id))
      throw new TypeError(`An exception needs the id of an advisory, GHSA-…: ${which}`);
    if (typeof reason !== "string" || reason.trim().length < 10)
      throw new TypeError(`An exception needs a reason, in a sentence: ${which}`);
    if (!isDay(expires))
      throw new TypeError(`An exception needs the day when it expires, as 2026-12-31: ${which}`);
    return { id, reason, expires };
  });
  const twice = exceptions.find(({ id }, at) =>
    exceptions.some((one, i) => i < at && one.id === id),
  );
  if (twice !== undefined) throw new TypeError(`${twice.id} is excepted twice.`);
  return exceptions;
}

/**
 * What is wrong with what was found, given the exceptions: one line for each vulnerability that is
 * not excepted, and for each exception that is over or that nothing needs.
 *
 * @param today as in `2026-12-31`
 */
export function problemsOf(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  today: string,
): readonly string[] {
  const found = findings
    .filter(({ id }) => !exceptions.some((one) => one.id === id))
    .map(
      ({ id, severity, installed, title, patched, path }) =>
        `${id} ${severity}: ${installed}: ${title}. Patched in ${patched}; comes by ${path}`,
    );
  const idle = exceptions
    .filter(({ id }) => !findings.some((one) => one.id === id))
    .map(({ id }) => `${id} is excepted, but nothing installed has it: take the exception out.`);
  const over = exceptions
    .filter(({ id, expires }) => expires < today && findings.some((one) => one.id === id))
    .map(({ id, expires }) => `${id} was excepted until ${expires}: mend it, or judge it anew.`);
  return [...new Set(found), ...idle, ...over];
}
