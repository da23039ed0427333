import type { Place } from "./Place.ts";

/** Every schema that a value has to satisfy at once: the one here, its `$ref` and its `allOf`. */
export function* layers(schema: Place): Generator<Place> {
  yield schema;
  const target = schema.follow();
  if (target !== schema) yield* layers(target);
  for (const member of schema.at("allOf").items()) yield* layers(member);
}

/** The schemas here of which a value has to satisfy one. */
export const alternatives = (schema: Place): Place[] =>
  ["anyOf", "oneOf"].flatMap((keyword) => schema.at(keyword).items());

/** All layers of a schema, and those of each alternative. A schema that is an alternative of itself comes once. */
export function everyLayer(schema: Place, within: readonly string[] = []): Place[] {
  if (within.includes(schema.pointer)) return [];
  const inside = [...within, schema.pointer];
  return [...layers(schema)].flatMap((layer) => [
    layer,
    ...alternatives(layer).flatMap((one) => everyLayer(one, inside)),
  ]);
}
