import type { Operation } from "./prism.ts";

/**
 * The operations of the path that a request is for: a literal segment beats a template, from the
 * left. Empty when no path of the contract matches.
 */
export function route(operations: readonly Operation[], path: string): readonly Operation[] {
  const matching = operations.filter((operation) => matches(operation.path, path));
  const best = matching.map(({ path: template }) => rank(template)).toSorted()[0];
  return matching.filter(({ path: template }) => rank(template) === best);
}

function matches(template: string, path: string): boolean {
  const expected = template.split("/");
  const actual = path.split("/");
  return (
    expected.length === actual.length &&
    expected.every((segment, at) =>
      segment.includes("{") ? actual[at] !== "" : segment === actual[at],
    )
  );
}

/** Sorts literal segments ("0") before templates ("1"). */
function rank(template: string): string {
  return template
    .split("/")
    .map((segment) => (segment.includes("{") ? "1" : "0"))
    .join("");
}
