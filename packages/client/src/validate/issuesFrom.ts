import { type Finding, findingOf } from "./Finding.ts";
import { nearestMiss } from "./nearestMiss.ts";
import type { Judge, JudgedError } from "./Validator.ts";

/** One place of a body that breaks the contract. */
export interface Issue {
  /** A JSON pointer; empty for the whole body. Of what is missing, where it should be. */
  readonly pointer: string;
  /** What the contract asks for, e.g. `must be number`; never the value that was there. */
  readonly problem: string;
}

/** More than anybody reads; a hostile body may have millions. */
const MOST_ERRORS = 1_000;
const MOST_OPTIONS = 6;
const LONGEST_POINTER = 300;

/** The places that errors are about, in their order and each once. */
export function issuesFrom(errors: Judge["errors"]): Issue[] {
  const problems = new Map<string, string>();
  for (const { pointer, verb, options } of findings((errors ?? []).slice(0, MOST_ERRORS))) {
    if (!problems.has(pointer)) problems.set(pointer, verb + listed(options));
  }
  return [...problems].map(([pointer, problem]) => ({
    pointer: pointer.length > LONGEST_POINTER ? `${pointer.slice(0, LONGEST_POINTER)}…` : pointer,
    problem,
  }));
}

/** The error of a union follows those of its branches, and says where each of them ends. */
function findings(errors: readonly JudgedError[]): Finding[] {
  const found: Finding[] = [];
  for (let index = errors.length - 1; index >= 0; index -= 1) {
    const error = errors[index];
    if (error === undefined) continue;
    const [path, , { start, ends }] = error;
    const bounds = Array.isArray(ends) ? [start].concat(ends).map(Number) : [];
    const last = bounds.at(-1) ?? 0;
    if (bounds.length < 2) {
      found.unshift(findingOf(error));
    } else {
      const offset = index - last;
      const branches = bounds
        .slice(1)
        .map((end, branch) => errors.slice(offset + (bounds[branch] ?? 0), offset + end));
      found.unshift(...nearestMiss(path, branches.map(findings)));
      index = offset + (bounds[0] ?? 0);
    }
  }
  return found;
}

function listed(options: readonly string[]): string {
  const distinct = [...new Set(options)];
  if (distinct.length > MOST_OPTIONS)
    return `one of ${distinct.slice(0, MOST_OPTIONS).join(", ")}, …`;
  return [distinct.slice(0, -1).join(", "), ...distinct.slice(-1)].filter(Boolean).join(" or ");
}
