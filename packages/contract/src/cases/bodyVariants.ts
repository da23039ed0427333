import { everyLayer } from "../contract/layers.ts";
import { isObject, type Place } from "../contract/Place.ts";
import { candidates } from "./candidates.ts";

/** A body that differs from another in one place. */
export interface Variant {
  readonly value: unknown;
  /** Where, and how: `/action/command missing`. */
  readonly what: string;
}

/** Every body that differs from the given one by a candidate for one of its places. */
export function* bodyVariants(schema: Place, body: unknown): Generator<Variant> {
  yield* variantsAt(schema, body, "", (value) => value);
}

function* variantsAt(
  schema: Place,
  value: unknown,
  way: string,
  put: (value: unknown) => unknown,
): Generator<Variant> {
  const here = way === "" ? "the whole" : way;
  for (const { value: other, why } of candidates(schema, value)) {
    yield { value: put(other), what: `${here}=${shorten(JSON.stringify(other))}, ${why}` };
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const [first] = items;
    for (const place of items.length === 0 ? [] : itemsOf(schema)) {
      yield* variantsAt(place, first, `${way}/0`, (one) => put([one, ...items.slice(1)]));
    }
  }
  if (!isObject(value)) return;
  yield {
    value: put({ ...value, unknownProperty: true }),
    what: `${here} with an unknown property`,
  };
  for (const [name, property] of propertiesOf(schema)) {
    if (!(name in value)) continue;
    const { [name]: own, ...others } = value;
    yield { value: put(others), what: `${way}/${name} missing` };
    yield* variantsAt(property, own, `${way}/${name}`, (one) => put({ ...value, [name]: one }));
  }
}

const propertiesOf = (schema: Place): [string, Place][] =>
  everyLayer(schema).flatMap((layer) => layer.at("properties").entries());

const itemsOf = (schema: Place): Place[] =>
  everyLayer(schema)
    .map((layer) => layer.at("items"))
    .filter(({ value }) => value !== undefined);

/** A text that is too long to read is told by its beginning and its length. */
export const shorten = (text: string): string =>
  text.length > 24 ? `${text.slice(0, 12)}… (${text.length} characters)` : text;
