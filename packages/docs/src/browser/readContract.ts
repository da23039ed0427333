/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The contract, as the script that the reference has gives it.
 *
 * @throws {TypeError} when that script has not run.
 */
export function readContract(): Json {
  const given: unknown = Reflect.get(globalThis, "redocContract");
  const definition = isJson(given) ? given["definition"] : undefined;
  if (isJson(definition)) return definition;
  throw new TypeError("The page has no contract: its script did not load.");
}
