import { alternatives, layers } from "./layers.ts";
import { isObject, type Place } from "./Place.ts";
import { typesOf } from "./typesOf.ts";

/**
 * A value for a schema, with everything in it that may be: from its examples and lists where it has
 * any, else made by its type. Whether it is allowed is for the whole schema to say.
 */
export function sampleOf(schema: Place, within: readonly string[] = []): unknown {
  // Of a schema that contains itself, once is enough.
  const { pointer } = schema.follow();
  if (within.includes(pointer)) return {};
  const inside = [...within, pointer];
  const found = [...layers(schema)];
  const given = found
    .flatMap((layer) => [
      layer.at("examples").at(0).value,
      layer.at("default").value,
      layer.at("const").value,
      layer.at("enum").at(0).value,
    ])
    .find((value) => value !== undefined);
  if (given !== undefined && !isObject(given)) return given;

  const properties = found.flatMap((layer) => layer.at("properties").entries());
  if (properties.length > 0) {
    return Object.fromEntries(
      properties.map(([name, property]) => [name, sampleOf(property, inside)]),
    );
  }
  if (given !== undefined) return given;
  const [alternative] = found.flatMap(alternatives);
  if (alternative !== undefined) return sampleOf(alternative, inside);
  const items = found.map((layer) => layer.at("items")).find(({ value }) => value !== undefined);
  if (items !== undefined) return [sampleOf(items, inside)];
  const number = (keyword: string) =>
    found.map((layer) => layer.at(keyword).value).find((value) => typeof value === "number");
  const types = new Set(found.flatMap(typesOf));
  if (types.has("integer") || types.has("number")) {
    return number("minimum") ?? number("maximum") ?? 1;
  }
  if (types.has("boolean")) return true;
  if (types.has("object")) return {};
  return "x".repeat(number("minLength") ?? 1);
}
