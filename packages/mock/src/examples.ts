import type { Operation } from "./prism.ts";

/** A named example of a response body. */
export interface Example {
  status: number;
  name: string;
  value: unknown;
}

/** Every named example of an operation's responses, lowest status first. */
export function examples({ responses }: Operation): Example[] {
  return responses
    .flatMap(({ code, contents = [] }) =>
      contents.flatMap(({ examples: named = [] }) =>
        named.map((example) => ({
          status: Number(code),
          name: example.key,
          value: "value" in example ? example.value : undefined,
        })),
      ),
    )
    .toSorted((one, other) => one.status - other.status);
}

/**
 * The example of that status which tells best about what is broken at `where`: the one whose
 * values name most of that place ("body", "query", a field). Among equals the first for a body
 * that could not be parsed, the last otherwise: contracts show the coarse mistakes first.
 */
export function telling(
  operation: Operation,
  code: number,
  where: readonly string[],
  parsed: boolean,
): string | undefined {
  const ranked = examples(operation)
    .filter(({ status }) => status === code)
    .map(({ name, value }) => {
      const said = new Set(words(value));
      return { name, score: where.filter((at) => said.has(at.toLowerCase())).length };
    });
  const best = Math.max(...ranked.map(({ score }) => score));
  const equals = ranked.filter(({ score }) => score === best);
  return equals.at(parsed ? -1 : 0)?.name;
}

/** The values in an example, in small letters as Prism has query names; pointers are split. */
function words(value: unknown): string[] {
  if (typeof value === "string") return value.toLowerCase().split("/");
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(words) : [];
}
