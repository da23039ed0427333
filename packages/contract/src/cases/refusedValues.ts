import type { Contract, Parameter } from "../contract/Contract.ts";
import { layers } from "../contract/layers.ts";
import type { Place } from "../contract/Place.ts";
import { readings } from "../contract/readings.ts";

/** A text that a parameter must not have. */
export interface RefusedValue {
  readonly text: string;
  /** What is wrong with it, e.g. `above maximum`. */
  readonly why: string;
}

/** Longer texts make a URL that a server may refuse for its length alone. */
const longest = 4_000;

/** For each bound of a parameter a text one step outside it, and one of the wrong type. */
export function refusedValues(
  contract: Contract,
  { schema, example, in: where }: Parameter,
): readonly RefusedValue[] {
  const items = schema.follow().at("items");
  const target = items.value === undefined ? schema : items;
  const sample = String(Array.isArray(example) ? example[0] : example);
  const candidates = [
    ...[...layers(target)].flatMap((layer) => outside(layer, sample)),
    { text: "", why: "empty" },
  ];
  return candidates.filter(
    ({ text }, index) =>
      candidates.findIndex((other) => other.text === text) === index &&
      text.length <= longest &&
      // An empty segment makes another path.
      !(where === "path" && text === "") &&
      readings(text).every((reading) => contract.violations(target, reading).length > 0),
  );
}

/** Whether they really are outside is for the whole schema to say. */
function outside(schema: Place, sample: string): RefusedValue[] {
  const by = (keyword: string, text: (bound: number) => number | string, why: string) => {
    const { value } = schema.at(keyword);
    return typeof value === "number" ? [{ text: String(text(value)), why }] : [];
  };
  const has = (keyword: string, text: string, why: string) =>
    schema.at(keyword).value === undefined ? [] : [{ text, why }];
  const type = schema.at("type").value;
  const types: unknown[] = Array.isArray(type) ? type : [type].filter((one) => one !== undefined);
  return [
    ...by("minimum", (bound) => bound - 1, "below minimum"),
    ...by("maximum", (bound) => bound + 1, "above maximum"),
    ...by("exclusiveMinimum", (bound) => bound, "at exclusiveMinimum"),
    ...by("exclusiveMaximum", (bound) => bound, "at exclusiveMaximum"),
    ...by("multipleOf", (bound) => bound / 2, "not a multiple"),
    ...by("minLength", (bound) => stretch(sample, bound - 1), "shorter than minLength"),
    ...by("maxLength", (bound) => stretch(sample, bound + 1), "longer than maxLength"),
    ...has("enum", `${sample}-unlisted`, "not in the list"),
    ...has("const", `${sample}-unlisted`, "not the constant"),
    ...has("format", "no such format", "not of the format"),
    ...has("pattern", "%?#", "against the pattern"),
    ...(types.length === 0 || types.includes("string")
      ? []
      : [{ text: "wrong", why: "of the wrong type" }]),
    ...(types.includes("integer") ? [{ text: "0.5", why: "a fraction" }] : []),
  ];
}

const stretch = (text: string, length: number): string =>
  (text || "x").repeat(Math.ceil(length / (text.length || 1))).slice(0, length);
