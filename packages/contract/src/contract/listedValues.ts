import { alternatives, layers } from "./layers.ts";
import type { Place } from "./Place.ts";

/**
 * The texts that a schema lists for a property, given by its way from the root: what `const` and
 * `enum` say in any alternative. An open set lists the values that are known.
 */
export function listedValues(schema: Place, way: readonly string[]): readonly string[] {
  const [name, ...rest] = way;
  const found = [...layers(schema)].flatMap((layer) => [
    ...alternatives(layer).flatMap((alternative) => listedValues(alternative, way)),
    ...(name === undefined ? literals(layer) : member(layer, name, rest)),
  ]);
  return [...new Set(found)];
}

function member(layer: Place, name: string, rest: readonly string[]): readonly string[] {
  const property = layer.at("properties").at(name);
  return property.value === undefined ? [] : listedValues(property, rest);
}

const literals = (schema: Place): string[] =>
  [schema.at("const"), ...schema.at("enum").items()].flatMap(({ value }) =>
    typeof value === "string" ? [value] : [],
  );
