/** The few assertions that the behaviours need; unlike those of a test runner, they run anywhere. */

/** @throws Error that says what, when the condition does not hold */
export function isTrue(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`Expected ${what}.`);
}

/** @throws Error that shows both, unless they have the same members, however deep */
export function equals(actual: unknown, expected: unknown, what = "it"): void {
  if (!same(actual, expected, true)) throw different(actual, expected, what);
}

/** As {@link equals}, but of objects only the members that are expected are compared. */
export function matches(actual: unknown, expected: unknown, what = "it"): void {
  if (!same(actual, expected, false)) throw different(actual, expected, what);
}

/** What a promise, or the function's promise, rejects with. */
export async function rejectionOf(work: PromiseLike<unknown> | (() => unknown)): Promise<unknown> {
  let value: unknown;
  try {
    value = await (typeof work === "function" ? work() : work);
  } catch (error) {
    return error;
  }
  throw new Error(`Expected a rejection, but it resolved to ${show(value)}.`);
}

/** A property of anything; undefined where there is none. */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

function same(actual: unknown, expected: unknown, exact: boolean): boolean {
  if (Object.is(actual, expected)) return true;
  if (!isObject(actual) || !isObject(expected)) return false;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => same(actual[index], item, exact))
    );
  }
  const names = Object.keys(expected);
  if (exact && Object.keys(actual).length !== names.length) return false;
  return names.every((name) => same(Reflect.get(actual, name), Reflect.get(expected, name), exact));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function different(actual: unknown, expected: unknown, what: string): Error {
  return new Error(`Expected ${what} to be ${show(expected)}, but it is ${show(actual)}.`);
}

/** Text of a value, for the message of a failure. */
function show(value: unknown): string {
  if (value instanceof Error) {
    const json = JSON.stringify(value);
    return json === "{}" ? String(value) : `${String(value)} ${json}`;
  }
  return (
    JSON.stringify(value, (_, item: unknown) => (item === undefined ? "<undefined>" : item)) ??
    String(value)
  );
}
