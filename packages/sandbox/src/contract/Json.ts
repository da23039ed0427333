/** A JSON object whose members have yet to be looked at. */
export type Json = Readonly<Record<string, unknown>>;

/** The items of an array; none when it is none. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Whether a JSON value is an object: not an array, not null. */
export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
