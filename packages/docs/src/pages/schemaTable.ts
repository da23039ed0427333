import { alternatives, layers } from "../../../contract/src/contract/layers.ts";
import { isObject, type Place } from "../../../contract/src/contract/Place.ts";
import { typesOf } from "../../../contract/src/contract/typesOf.ts";
import { deprecatedSentence, deprecationOf } from "../contract/deprecationOf.ts";
import { textOr } from "../contract/readApi.ts";
import { prose } from "./prose.ts";
import { table } from "./table.ts";

/** Nobody reads a longer pattern in a table; an example says more. */
const LONGEST_PATTERN = 40;

interface Row {
  /** The way to the property, such as `data.items[].id`. */
  readonly name: string;
  readonly schema: Place;
  readonly required: boolean;
}

/** Every property of a schema, with those in it, as a table in markdown; empty when there is none. */
export function schemaTable(schema: Place): string {
  return table(
    ["Property", "Type", "Required", "Description"],
    rowsOf(schema, "", []).map(({ name, schema: property, required }) => [
      `\`${name}\``,
      typeOf(property),
      required ? "yes" : "",
      descriptionOf(property),
    ]),
  );
}

/**
 * What a schema says of itself, or its target; the closest text wins. What each of its forms says
 * follows, unless one of them says nothing, as null and the values to come of an open set do.
 */
export function descriptionOf(schema: Place): string {
  const found = [...layers(schema)];
  const forms = found.flatMap(alternatives).map(ownDescription);
  const deprecation = deprecationOf(schema);
  return [
    deprecation === undefined ? "" : deprecatedSentence(deprecation),
    ownDescription(schema),
    ...(forms.includes("") ? [] : forms),
  ]
    .filter((text) => text !== "")
    .map(prose)
    .join(" ");
}

/** What a schema, parameter or header says of itself, or its target; the closest text wins. */
export const ownDescription = (schema: Place): string =>
  [...layers(schema)].map((layer) => textOr(layer.at("description"))).find((text) => text !== "") ??
  "";

/** The names of all properties of a schema and what is in them. */
export const propertyNames = (schema: Place): readonly string[] =>
  rowsOf(schema, "", []).map(({ name }) => name);

function rowsOf(schema: Place, prefix: string, within: readonly string[]): readonly Row[] {
  // A schema that contains itself is told once.
  const { pointer } = schema.follow();
  if (within.includes(pointer)) return [];
  const inside = [...within, pointer];
  const rows = [...layers(schema)].flatMap((layer) => {
    const required = new Set(
      layer
        .at("required")
        .items()
        .map(({ value }) => value),
    );
    const any = layer.at("additionalProperties");
    return [
      ...layer.at("properties").entries(),
      ...(isObject(any.value) ? [["*", any] as const] : []),
    ].flatMap(([name, property]): readonly Row[] => [
      { name: prefix + name, schema: property, required: required.has(name) },
      ...rowsWithin(property, prefix + name, inside),
    ]);
  });
  const forms = [...layers(schema)].flatMap(alternatives).filter((one) => !isNull(one));
  const others = forms
    .flatMap((one) => rowsOf(one, prefix, inside))
    // What one of several forms requires is not there in each.
    .map((row) => (forms.length === 1 ? row : { ...row, required: false }));
  const names = new Set(rows.map(({ name }) => name));
  return [...rows, ...others.filter(({ name }) => !names.has(name))];
}

function rowsWithin(property: Place, name: string, within: readonly string[]): readonly Row[] {
  const items = itemsOf(property);
  return items === undefined
    ? rowsOf(property, `${name}.`, within)
    : rowsWithin(items, `${name}[]`, within);
}

const isNull = (schema: Place): boolean => schema.follow().at("type").value === "null";

const itemsOf = (schema: Place): Place | undefined =>
  [...layers(schema)].map((layer) => layer.at("items")).find(({ value }) => value !== undefined);

/** What a value of a schema looks like, in words. */
export function typeOf(schema: Place): string {
  const found = [...layers(schema)];
  const choices = found.flatMap(alternatives);
  if (choices.length > 0) return union(choices.map(typeOf));
  const values = found.flatMap((layer) => [
    ...(layer.at("const").value === undefined ? [] : [layer.at("const").value]),
    ...layer
      .at("enum")
      .items()
      .map(({ value }) => value),
  ]);
  if (values.length > 0) return values.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
  const items = itemsOf(schema);
  const type = items === undefined ? types(found) : `array of ${typeOf(items)}`;
  const limits = limitsOf(found);
  return limits.length === 0 ? type : `${type}, ${limits.join(", ")}`;
}

/** Known values and any text are an open set: what is known comes first. */
function union(choices: readonly string[]): string {
  const distinct = [...new Set(choices)];
  const or = distinct.filter((one) => one.includes(", ")).length > 1 ? ", or " : " or ";
  const known = distinct.find((one) => one.startsWith("`"));
  return known !== undefined && distinct.includes("string") && distinct.length === 2
    ? `string, such as ${known}`
    : distinct.join(or);
}

function types(found: readonly Place[]): string {
  const names = [...new Set(found.flatMap(typesOf))];
  return names.length === 0 ? "any" : names.map(String).join(" or ");
}

function limitsOf(found: readonly Place[]): readonly string[] {
  const valueOf = (keyword: string): unknown =>
    found.map((layer) => layer.at(keyword).value).find((value) => value !== undefined);
  const example = found
    .flatMap((layer) => layer.at("examples").items())
    .map(({ value }) => value)
    .find((value) => typeof value === "string");
  const limits: readonly (readonly [string, (value: string) => string])[] = [
    ["format", (value) => value],
    ["minimum", (value) => `at least ${value}`],
    ["exclusiveMinimum", (value) => `more than ${value}`],
    ["maximum", (value) => `at most ${value}`],
    ["exclusiveMaximum", (value) => `less than ${value}`],
    ["minLength", (value) => (value === "1" ? "not empty" : `at least ${value} characters`)],
    ["maxLength", (value) => `at most ${value} characters`],
    ["minItems", (value) => (value === "1" ? "not empty" : `at least ${value} items`)],
    ["maxItems", (value) => `at most ${value} items`],
    ["minProperties", (value) => (value === "1" ? "not empty" : `at least ${value} properties`)],
    ["maxProperties", (value) => `at most ${value} properties`],
    ["pattern", (value) => patternOf(value, example)],
    [
      "additionalProperties",
      (value) => (value === "false" ? "without other properties" : "with other properties"),
    ],
    ["default", (value) => `default ${value}`],
  ];
  return limits.flatMap(([keyword, say]) => {
    const value = valueOf(keyword);
    return value === undefined
      ? []
      : [say(typeof value === "string" ? value : JSON.stringify(value))];
  });
}

function patternOf(pattern: string, example: string | undefined): string {
  if (pattern.length <= LONGEST_PATTERN) return `matching \`${pattern}\``;
  return example === undefined ? "matching its pattern" : `like \`${example}\``;
}
