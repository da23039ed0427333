import type { Place } from "./Place.ts";

/** Every schema that a value has to satisfy at once: the one here, its `$ref` and its `allOf`. */
export function* layers(schema: Place): Generator<Place> {
  yield schema;
  const target = schema.follow();
  if (target !== schema) yield* layers(target);
  for (const member of schema.at("allOf").items()) yield* layers(member);
}

/** The same, and those of each alternative. A schema that is an alternative of itself comes once. */
export function everyLayer(schema: Place, within: readonly string[] = []): Place[] {
  if (within.includes(schema.pointer)) return [];
  const inside = [...within, schema.pointer];
  return [...layers(schema)].flatMap((layer) => [
    layer,
    ...["anyOf", "oneOf"].flatMap((keyword) =>
      layer
        .at(keyword)
        .items()
        .flatMap((one) => everyLayer(one, inside)),
    ),
  ]);
}
