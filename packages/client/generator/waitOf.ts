import { isRecord } from "../../../scripts/isRecord.ts";
import { assertMethodName } from "./assertMethodName.ts";

/** The functions that the client exports itself. */
const EXPORTED = new Set(["createClient", "isApiError", "isEvChargerError"]);

/** What an operation's `x-wait` says. */
export interface Wait {
  /** The client's method that waits. */
  readonly method: string;
  /** The client's function that tells whether there is nothing to wait for any more. */
  readonly guard: string;
  /** The path parameter that says for what to wait. */
  readonly parameter: string;
  /** The property of the result to look at, */
  readonly property: string;
  /** and the values that it does not change any more. */
  readonly until: readonly string[];
}

/**
 * Reads the extension `x-wait` of an operation; undefined when it has none.
 *
 * @throws Error naming the operation and what is missing.
 */
export function waitOf(extension: unknown, path: string, where: string): Wait | undefined {
  if (extension === undefined) return undefined;
  const { method, guard, property, until } = isRecord(extension) ? extension : {};
  const [parameter, ...others] = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
  if (typeof method !== "string" || typeof guard !== "string" || typeof property !== "string") {
    throw new Error(`${where}: x-wait needs a method, a guard and a property. Add them.`);
  }
  if (!Array.isArray(until) || !until.every((value) => typeof value === "string")) {
    throw new Error(`${where}: x-wait.until has to list the final values. Add it.`);
  }
  if (parameter === undefined || others.length > 0) {
    throw new Error(`${where}: x-wait needs exactly one path parameter. Remove x-wait.`);
  }
  assertMethodName(method, "x-wait.method", where);
  assertMethodName(guard, "x-wait.guard", where);
  if (EXPORTED.has(guard)) {
    throw new Error(`${where}: the client exports "${guard}" already. Rename x-wait.guard.`);
  }
  return { method, guard, parameter, property, until };
}

/**
 * The member of the client's interface that waits.
 *
 * @param deprecated The JSDoc tag that says that the operation is deprecated, if it is.
 */
export function waitMember(
  operationId: string,
  { method, property, until }: Wait,
  deprecated: string | undefined,
): string {
  return `  /**
   * Calls \`${operationId}\` again and again, until \`${property}\` is ${sentence(until)}: values that it
   * does not change any more.
   *
   * @throws TimeoutError when it is not in time; and what \`${operationId}\` throws.${deprecated === undefined ? "" : `\n   * ${deprecated}`}
   */
  readonly ${method}: WaitMethod<
    Awaited<ReturnType<OperationMethods["${operationId}"]>>,
    ${JSON.stringify(property)},
    ${union(until)}
  >;
`;
}

/** The TypeScript of a type guard. */
export function guardOf({ method, guard, property, until }: Wait): string {
  return `/** Whether there is nothing to wait for with \`${method}\`: \`${property}\` is ${sentence(until)}. */
export function ${guard}<Result extends { readonly ${property}: string }>(
  result: Result,
): result is Result & { readonly ${property}: ${union(until)} } {
  return ${JSON.stringify(until)}.includes(result.${property});
}
`;
}

const union = (values: readonly string[]): string =>
  values.map((value) => JSON.stringify(value)).join(" | ");

const sentence = (values: readonly string[]): string =>
  values
    .map((value) => `\`${value}\``)
    .join(", ")
    .replace(/, ([^,]*)$/, " or $1");
