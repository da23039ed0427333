import type { Place } from "./Place.ts";

/** The types that a schema names, itself alone: one, several or none. */
export function typesOf(schema: Place): readonly unknown[] {
  const { value } = schema.at("type");
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
