import { everyLayer } from "../contract/layers.ts";
import { isObject, type Place } from "../contract/Place.ts";
import { typesOf } from "../contract/typesOf.ts";

/** A value to try where a schema stands. Whether it is allowed is for the whole schema to say. */
export interface Candidate {
  readonly value: unknown;
  /** What it is to the schema, e.g. `above maximum`. */
  readonly why: string;
}

/** Longer texts make a URL that a server may refuse for its length alone. */
const longest = 4_000;

/**
 * Values at, just inside and just outside each bound of a schema, of each value that it lists, and
 * of other types.
 *
 * @param sample A value that it allows, from which those that break it are made.
 */
export function candidates(schema: Place, sample: unknown): readonly Candidate[] {
  const seen = new Set<string>();
  return [
    ...everyLayer(schema).flatMap((layer) => ofLayer(layer, sample)),
    { value: "", why: "empty" },
    { value: null, why: "null" },
    { value: typeof sample === "string" ? 7 : "wrong", why: "of the wrong type" },
    { value: Array.isArray(sample) ? {} : [], why: "of the wrong type" },
    ...(isObject(sample) ? [{ value: {}, why: "without properties" }] : []),
    ...(Array.isArray(sample) ? [{ value: [], why: "without items" }] : []),
  ].filter(({ value }) => {
    const text = JSON.stringify(value);
    const isNew = !seen.has(text) && text.length <= longest;
    seen.add(text);
    return isNew;
  });
}

function ofLayer(schema: Place, sample: unknown): Candidate[] {
  const by = (keyword: string, near: (bound: number) => Candidate[]) => {
    const { value } = schema.at(keyword);
    return typeof value === "number" ? near(value) : [];
  };
  const has = (keyword: string, found: (value: unknown) => Candidate[]) => {
    const { value } = schema.at(keyword);
    return value === undefined ? [] : found(value);
  };
  const types = typesOf(schema);
  const fractions = types.includes("number");
  const whole = types.includes("integer") && !fractions;
  const step = fractions ? 0.001 : 1;
  const text = typeof sample === "string" ? sample : "x";
  return [
    ...by("minimum", (bound) => [
      { value: bound, why: "at minimum" },
      { value: bound - step, why: "below minimum" },
      { value: bound + step, why: "just above minimum" },
    ]),
    ...by("maximum", (bound) => [
      { value: bound, why: "at maximum" },
      { value: bound + step, why: "above maximum" },
      { value: bound - step, why: "just below maximum" },
    ]),
    ...by("exclusiveMinimum", (bound) => [
      { value: bound, why: "at exclusiveMinimum" },
      { value: bound + step, why: "just above exclusiveMinimum" },
    ]),
    ...by("exclusiveMaximum", (bound) => [
      { value: bound, why: "at exclusiveMaximum" },
      { value: bound - step, why: "just below exclusiveMaximum" },
    ]),
    ...by("multipleOf", (bound) => [
      { value: bound / 2, why: "not a multiple" },
      { value: bound * 3, why: "a multiple" },
    ]),
    ...by("minLength", (bound) => [
      { value: stretch(text, bound - 1), why: "shorter than minLength" },
      { value: stretch(text, bound), why: "at minLength" },
      { value: stretch(text, bound + 1), why: "just longer than minLength" },
    ]),
    ...by("maxLength", (bound) => [
      { value: stretch(text, bound + 1), why: "longer than maxLength" },
      { value: stretch(text, bound), why: "at maxLength" },
      { value: stretch(text, bound - 1), why: "just shorter than maxLength" },
    ]),
    ...by("minItems", (bound) => ofLength(sample, bound, "minItems")),
    ...by("maxItems", (bound) => ofLength(sample, bound, "maxItems")),
    ...has("uniqueItems", () => ofLength(sample, 2, "uniqueItems")),
    ...has("enum", (values) => [
      ...(Array.isArray(values) ? values : []).map((value: unknown) => ({ value, why: "listed" })),
      { value: `${text}-unlisted`, why: "not in the list" },
      { value: otherCase(text), why: "in another case" },
    ]),
    ...has("const", (value) => [
      { value, why: "the constant" },
      { value: `${text}-unlisted`, why: "not the constant" },
    ]),
    ...has("format", () => [{ value: "no such format", why: "not of the format" }]),
    ...has("pattern", () => [
      { value: "%?#", why: "against the pattern" },
      { value: `${text}\n`, why: "with a line break behind it" },
      { value: `${text}%`, why: "with more behind it" },
      { value: ` ${text}`, why: "with a space before it" },
      { value: text.slice(0, -1), why: "cut off" },
      { value: otherCase(text), why: "in another case" },
    ]),
    ...schema
      .at("examples")
      .items()
      .map(({ value }) => ({ value, why: "an example" })),
    ...(whole ? [{ value: 0.5, why: "a fraction" }] : []),
    ...(fractions || whole ? [{ value: true, why: "a boolean" }] : []),
    ...(types.includes("boolean")
      ? [
          { value: true, why: "listed" },
          { value: false, why: "listed" },
          { value: 1, why: "a number" },
        ]
      : []),
  ];
}

function ofLength(sample: unknown, bound: number, keyword: string): Candidate[] {
  if (!Array.isArray(sample) || sample.length === 0) return [];
  const items: readonly unknown[] = sample;
  return [bound - 1, bound, bound + 1]
    .filter((length) => length >= 0)
    .map((length) => ({
      value: Array.from({ length }, (_, index) => items[index % items.length]),
      why: `of ${length} items, with ${keyword} ${bound}`,
    }));
}

const otherCase = (text: string): string =>
  text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();

const stretch = (text: string, length: number): string =>
  length < 0 ? "" : (text || "x").repeat(Math.ceil(length / (text.length || 1))).slice(0, length);
