import { isSuccess } from "../contract/conventions.ts";
import { isObject, type Json } from "../contract/Place.ts";
import type { Operation } from "../contract/Contract.ts";
import type { Problem } from "../contract/Problem.ts";
import { textOf } from "../contract/textOf.ts";
import type { Check } from "./Check.ts";
import { missing } from "./missing.ts";

export const links: Check = {
  name: "links lead somewhere",
  what: "What an answer links to is there, and `links.self` is the path of the thing that has it.",
  judge: ({ contract, operation, answer: { status }, case: one, json }) => {
    const selves = isSuccess(status) ? [...withSelf(json)] : [];
    const problems = selves.flatMap((thing) => problemsOfSelf(contract.operations, thing));
    if (one.kind !== "link") return selves.length > 0 ? problems : undefined;
    if (one.expected.statuses.includes(status) || status >= 500 || isSuccess(status)) {
      return problems;
    }
    const message = `a link leads here, and the status is ${status}`;
    return [{ message, pointer: operation.pointer }, ...problems];
  },
};

export const readsBack: Check = {
  name: "read your write",
  what: "What was written is read back (`x-reads-back`), and what is linked is what it was said to be.",
  needs: "state",
  judge: (exchange) => {
    const { case: one, answer } = exchange;
    const applies = one.kind === "link" && isSuccess(answer.status);
    return applies && one.expected.reads !== undefined ? missing(exchange) : undefined;
  },
};

export const finality: Check = {
  name: "final states stay",
  what: "What was seen with a final value (`x-wait`) has it ever after, wherever it is shown.",
  needs: "state",
  judge: ({ contract, operation, answer: { status }, json }, { finals }) => {
    if (!isSuccess(status)) return undefined;
    const waits = contract.operations.flatMap(({ wait }) => wait ?? []);
    const seen = [...things(json)].flatMap((thing) =>
      waits.flatMap(({ property, until }) => {
        const value = thing[property];
        return typeof value === "string" ? [{ id: thing["id"], property, value, until }] : [];
      }),
    );
    if (seen.length === 0) return undefined;
    return seen.flatMap(({ id, property, value, until }) => {
      const key = `${property} of ${String(id)}`;
      const before = finals.get(key);
      if (before === undefined) {
        if (until.includes(value)) finals.set(key, value);
        return [];
      }
      if (before === value) return [];
      const message = `the ${key} is ${value}, and was ${textOf(before)} before, which is final`;
      return [{ message, pointer: `${operation.pointer}/responses/${status}` }];
    });
  },
};

/** Every object of a value that has an id, however deep: no server can exhaust the stack. */
function* things(value: unknown): Generator<Json> {
  const left = [value];
  while (left.length > 0) {
    const here = left.pop();
    if (isObject(here) && typeof here["id"] === "string") yield here;
    const members: readonly unknown[] =
      isObject(here) || Array.isArray(here) ? Object.values(here) : [];
    for (const member of members.toReversed()) left.push(member);
  }
}

function* withSelf(value: unknown): Generator<{ id: unknown; self: string }> {
  for (const { id, links: own } of things(value)) {
    const self = isObject(own) ? own["self"] : undefined;
    if (typeof self === "string") yield { id, self };
  }
}

/** A `links.self` is the path of an operation that reads, with the thing's own id in it. */
function problemsOfSelf(
  operations: readonly Operation[],
  { id, self }: { id: unknown; self: string },
): Problem[] {
  const reads = operations.filter(({ method, path }) => method === "GET" && path.includes("{"));
  if (reads.some(({ path }) => isPathOf(self.split("/"), path.split("/"), id))) return [];
  const message = `links.self is ${self}, which is no path of ${String(id)}`;
  return [{ message, pointer: "#/paths" }];
}

/** Which characters of an id a path has to escape is for the server to say: `a:b` needs none. */
function isPathOf(self: readonly string[], template: readonly string[], id: unknown): boolean {
  const isParameter = (segment: string) => segment.startsWith("{");
  return (
    self.length === template.length &&
    template.every((segment, index) => isParameter(segment) || segment === self[index]) &&
    self.some((segment, index) => isParameter(template[index] ?? "") && decoded(segment) === id)
  );
}

/** Undefined where a percent sign escapes nothing: that is no path. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
