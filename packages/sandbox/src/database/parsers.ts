import { internJson } from "./internJson.ts";

/**
 * How both drivers read PostgreSQL's int8, json and jsonb, by their type ids. Every bigint of the
 * schema is an instant, a count or a number of a row: all of them exact.
 */
export const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number,
  114: internJson,
  3802: internJson,
};
