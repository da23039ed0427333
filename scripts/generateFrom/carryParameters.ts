import type { QueryStyle } from "../../packages/client/general/WireDefinition.ts";
import type { GivenOperation } from "./givenOperations.ts";
import { carriedParameter } from "./parameters.ts";
import { follow, type Json, listOf } from "./parts.ts";

/** The parameters of an operation, those of its path included. */
export interface CarriedParameters {
  readonly parameters: readonly Json[];
  /** How those of the query are written that are not just repeated. */
  readonly styles: Readonly<Record<string, QueryStyle>>;
}

/**
 * @param credentialHeader What carries the operation's credential, if anything does.
 * @param clean Gives a schema the form that the generators take.
 * @param refuse Is told of what cannot be carried.
 */
export function carryParameters(
  { path, pathItem, operation }: GivenOperation,
  document: Json,
  credentialHeader: string | undefined,
  clean: (schema: unknown) => unknown,
  refuse: (problem: string) => void,
): CarriedParameters {
  const styles = new Map<string, QueryStyle>();
  const all = [pathItem["parameters"], operation["parameters"]]
    .flatMap(listOf)
    .map((parameter) => follow(parameter, document));
  const keyOf = ({ in: place, name }: Json): string => JSON.stringify([place, name]);
  // An operation's own replaces its path's.
  const merged = new Map(all.map((one) => [keyOf(one), one]));
  const parameters = [...merged.values()].flatMap((one): Json[] => {
    try {
      const carried = carriedParameter(one, document, credentialHeader);
      if (carried === undefined) return [];
      const { parameter, style } = carried;
      if (style !== undefined) styles.set(String(parameter["name"]), style);
      const { content: _content, examples: _examples, schema = true, ...others } = parameter;
      return [{ ...others, schema: clean(schema) }];
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      refuse(error.message);
      return [];
    }
  });
  const inPath = [...merged.values()].filter((one) => one["in"] === "path");
  for (const problem of pathProblems(path, inPath)) refuse(problem);
  return { parameters, styles: Object.fromEntries(styles) };
}

function pathProblems(path: string, parameters: readonly Json[]): string[] {
  const template = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name));
  const declared = new Set(parameters.map(({ name }) => String(name)));
  const missing = [...template].filter((name) => !declared.has(name));
  const stray = [...declared].filter((name) => !template.has(name));
  const odd = `its path is not one that begins with "/", without "?" and "#". Correct it.`;
  return [
    ...(/^\/[^?#]*$/.test(path) ? [] : [odd]),
    ...missing.map((name) => `its path has {${name}}, which is no parameter. Declare it.`),
    ...stray.map((name) => `the path parameter "${name}" is not in its path. Remove it.`),
  ];
}
