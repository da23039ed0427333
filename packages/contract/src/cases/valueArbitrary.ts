import * as fc from "fast-check";
import { alternatives, layers } from "../contract/layers.ts";
import type { Place } from "../contract/Place.ts";
import { typesOf } from "../contract/typesOf.ts";

type Arbitrary = fc.Arbitrary<unknown>;

/** Strings, arrays and numbers without bounds of their own stay within these. */
const longest = 40;
const mostItems = 4;

/** How often a schema may be inside itself. */
const deepest = 2;

/** What makes texts of a format. */
const formats: Readonly<Record<string, () => Arbitrary>> = {
  "date-time": () => dates().map((date) => date.toISOString()),
  date: () => dates().map((date) => date.toISOString().slice(0, 10)),
  uuid: () => fc.uuid(),
  email: () => fc.emailAddress(),
  uri: () => fc.webUrl(),
};

/**
 * Values that a schema may allow, its own examples among them. Whether one really is allowed is for
 * the whole schema to say: filter by it. Text has neither NUL nor lone surrogates.
 */
export function valueArbitrary(schema: Place, within: readonly string[] = []): Arbitrary {
  const inside = [...within, schema.follow().pointer];
  const found = [...layers(schema)];
  const first = (keyword: string): unknown =>
    found.map((layer) => layer.at(keyword).value).find((value) => value !== undefined);
  const number = (keyword: string): number | undefined => {
    const value = first(keyword);
    return typeof value === "number" ? value : undefined;
  };

  const constant = first("const");
  if (constant !== undefined) return fc.constant(constant);
  const listed = first("enum");
  if (Array.isArray(listed)) {
    const values: readonly unknown[] = listed;
    return fc.constantFrom(...values);
  }
  const choices = found.flatMap(alternatives);
  if (choices.length > 0) {
    const made = choices
      .filter((one) => !isDeep(one, inside))
      .map((one) => valueArbitrary(one, inside));
    return withExamples(schema, made.length === 0 ? fc.constant(null) : fc.oneof(...made));
  }

  const types = found.map(typesOf).find((named) => named.length > 0) ?? [];
  const byType: Readonly<Record<string, () => Arbitrary>> = {
    string: () => text(first("pattern"), first("format"), number),
    integer: () => whole(number),
    number: () => fraction(number),
    boolean: () => fc.boolean(),
    null: () => fc.constant(null),
    array: () => array(found, number, inside),
    object: () => object(found, inside),
  };
  const made = types.flatMap((name) => (typeof name === "string" ? (byType[name]?.() ?? []) : []));
  if (made.length > 0) return withExamples(schema, fc.oneof(...made));
  return found.some((layer) => layer.at("properties").value !== undefined)
    ? object(found, inside)
    : fc.jsonValue({ stringUnit: "grapheme" });
}

/** The examples of a contract reach what no number of random values does: `30m`, `kw`. */
function withExamples(schema: Place, others: Arbitrary): Arbitrary {
  const examples = [...layers(schema)]
    .flatMap((layer) => layer.at("examples").items())
    .map(({ value }) => value);
  return examples.length === 0
    ? others
    : fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom(...examples) },
        { weight: 3, arbitrary: others },
      );
}

type Bound = (keyword: string) => number | undefined;

function text(pattern: unknown, format: unknown, bound: Bound): Arbitrary {
  const matching = typeof pattern === "string" ? matchingArbitrary(pattern) : undefined;
  if (matching !== undefined) return matching;
  const ofFormat = typeof format === "string" ? formats[format]?.() : undefined;
  if (ofFormat !== undefined) return ofFormat;
  const minLength = bound("minLength") ?? 0;
  const maxLength = Math.min(bound("maxLength") ?? Infinity, minLength + longest);
  const size = { minLength, maxLength };
  return fc
    .oneof(
      fc.string(size),
      fc.string({ ...size, unit: "grapheme" }),
      fc.string({ ...size, unit: anyCharacter }),
    )
    .filter((value) => !value.includes("\0"));
}

/** Undefined for what fast-check cannot make texts of: what looks ahead, behind or back. */
function matchingArbitrary(pattern: string): Arbitrary | undefined {
  const expression = new RegExp(pattern, "u");
  try {
    return fc.stringMatching(expression);
  } catch {
    return undefined;
  }
}

/** Not fast-check's own, which takes a second to make, and has NUL in it. */
const anyCharacter = fc
  .oneof(fc.integer({ min: 1, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point));

/** The least and the greatest number that the bounds allow. */
function range(bound: Bound): { min: number; max: number } {
  const least = Math.max(bound("minimum") ?? -Infinity, bound("exclusiveMinimum") ?? -Infinity);
  const most = Math.min(bound("maximum") ?? Infinity, bound("exclusiveMaximum") ?? Infinity);
  const { MAX_SAFE_INTEGER: none, MAX_VALUE: end } = Number;
  const min = least === -Infinity ? Math.max(-end, Math.min(-none, most * 2)) : least;
  const max = most === Infinity ? Math.min(end, Math.max(none, least * 2)) : most;
  return { min, max: Math.max(min, max) };
}

/** Of numbers that are not exact, fast-check's integers would be searched for without an end. */
function integers(min: number, max: number): fc.Arbitrary<number> {
  const most = Math.max(min, max);
  return Number.isSafeInteger(min) && Number.isSafeInteger(most)
    ? fc.integer({ min, max: most })
    : fc.bigInt({ min: BigInt(min), max: BigInt(most) }).map(Number);
}

function whole(bound: Bound): Arbitrary {
  const { min, max } = range(bound);
  const step = bound("multipleOf") ?? 1;
  const least = Math.ceil(min / step);
  const most = Math.floor(max / step);
  // Of a range that goes on and on, what is near nothing is what a list has, and a server takes.
  const start = least > 0 || most < 0 ? least : 0;
  const first = integers(start, Math.min(most, start + 20));
  const wholes = fc.oneof(first, integers(least, most));
  return wholes.map((value) => value * step);
}

function fraction(bound: Bound): Arbitrary {
  const { min, max } = range(bound);
  const wholes = Math.ceil(min) <= Math.floor(max) ? [whole(bound)] : [];
  return bound("multipleOf") === undefined
    ? fc.oneof(...wholes, fc.double({ min, max, noNaN: true }))
    : whole(bound);
}

const isDeep = (schema: Place, within: readonly string[]): boolean => {
  const { pointer } = schema.follow();
  return within.filter((other) => other === pointer).length >= deepest;
};

function array(found: readonly Place[], bound: Bound, within: readonly string[]): Arbitrary {
  const items = found.map((layer) => layer.at("items")).find(({ value }) => value !== undefined);
  const minLength = bound("minItems") ?? 0;
  const maxLength = Math.min(bound("maxItems") ?? Infinity, minLength + mostItems);
  if (items !== undefined && isDeep(items, within)) return fc.constant([]);
  const item = items === undefined ? fc.jsonValue() : valueArbitrary(items, within);
  return fc.array(item, { minLength, maxLength });
}

/** Deep inside, what contains itself is left out; where it is required, no value is allowed. */
function object(found: readonly Place[], within: readonly string[]): Arbitrary {
  const required = found.flatMap((layer) =>
    layer
      .at("required")
      .items()
      .map(({ value }) => String(value)),
  );
  const properties = found
    .flatMap((layer) => layer.at("properties").entries())
    .filter(([, property]) => !isDeep(property, within));
  const shape = Object.fromEntries(
    properties.map(([name, property]) => [name, valueArbitrary(property, within)]),
  );
  const requiredKeys = required.filter((name) => name in shape);
  return fc.record(shape, { requiredKeys, noNullPrototype: true });
}

const dates = () =>
  fc.date({
    noInvalidDate: true,
    min: new Date("1970-01-01T00:00:00Z"),
    max: new Date("2100-01-01T00:00:00Z"),
  });
