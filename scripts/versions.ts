import type { Impact } from "../spec/diff/diffContracts.ts";

/** How much a release promises to differ, at most. */
export type Level = Impact | "none";

const ORDER: readonly Level[] = ["none", "patch", "minor", "major"];

/** The higher of two levels. */
export const higher = (a: Level, b: Level): Level => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

/** Whether a level promises less than another one. */
export const isLess = (a: Level, b: Level): boolean => ORDER.indexOf(a) < ORDER.indexOf(b);

/** The version that follows another one, when a release differs by that much. */
export function nextVersion(version: string, level: Level): string {
  const [major, minor, patch] = partsOf(version);
  if (level === "major") return `${major + 1}.0.0`;
  if (level === "minor") return `${major}.${minor + 1}.0`;
  return level === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}

/** What a version promises that follows another one; undefined when it does not follow it. */
export function levelBetween(before: string, after: string): Level | undefined {
  return ORDER.find((level) => nextVersion(before, level) === after);
}

/**
 * What a version means to promise that may not follow another one: by the first number that is higher,
 * whatever comes behind it. Nothing when it is older, or no version at all.
 */
export function levelTowards(before: string, after: string): Level {
  const numbers = /^(\d+)\.(\d+)\.(\d+)/u.exec(after)?.slice(1).map(Number) ?? [];
  const at = partsOf(before).findIndex((number, index) => number !== (numbers[index] ?? number));
  const isOlder = at >= 0 && (numbers[at] ?? 0) < (partsOf(before)[at] ?? 0);
  return isOlder ? "none" : ((["major", "minor", "patch"] as const)[at] ?? "none");
}

/** Negative when the first version is the older one. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** @throws {TypeError} when it is not three numbers. */
function partsOf(version: string): readonly [number, number, number] {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/u.exec(version) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) {
    throw new TypeError(`${version} is no version such as 1.2.3. Correct info.version.`);
  }
  return [Number(major), Number(minor), Number(patch)];
}
