import type { Place } from "./Place.ts";

/** Every schema that a value has to satisfy at once: the one here, its `$ref` and its `allOf`. */
export function* layers(schema: Place): Generator<Place> {
  yield schema;
  const target = schema.follow();
  if (target !== schema) yield* layers(target);
  for (const member of schema.at("allOf").items()) yield* layers(member);
}
