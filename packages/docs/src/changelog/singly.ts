import type { ContractChange, DiffPlace } from "../../../../spec/diff/diffContracts.ts";
import { isObject } from "../../../contract/src/contract/Place.ts";
import { escapeSegment } from "../../../contract/src/contract/segment.ts";

/** What comes and goes with what holds it, and is to be told one by one. */
const HELD: Readonly<Record<string, string>> = {
  PathItem: "Operation",
  ParameterList: "Parameter",
  HeadersMap: "Header",
  LinksMap: "Link",
  MediaTypesMap: "MediaType",
  SchemaProperties: "Schema",
};

const METHOD = /^(?:get|put|post|delete|options|head|patch|trace|query)$/u;

/** A change of a whole list, or of a path, as one change for each of its members. */
export function singly(change: ContractChange): readonly ContractChange[] {
  const { kind, path, typeName, before, after } = change;
  const held = HELD[typeName];
  const place = before ?? after;
  if (held === undefined || kind === "modified" || place === undefined) return [change];
  const { value } = kind === "added" ? (after ?? place) : (before ?? place);
  const keys = Array.isArray(value) || isObject(value) ? Object.keys(value) : [];
  return keys
    .filter((key) => typeName !== "PathItem" || METHOD.test(key))
    .map((key) => ({
      ...change,
      path: `${path}/${key}`,
      typeName: held,
      impact: isOptional(kind, held, memberOf(after, key)?.value) ? "minor" : change.impact,
      messages: [],
      before: memberOf(before, key),
      after: memberOf(after, key),
    }));
}

/** What need not be sent breaks nobody, even when what comes with it does. */
const isOptional = (kind: string, typeName: string, value: unknown): boolean =>
  kind === "added" && typeName === "Parameter" && isObject(value) && value["required"] !== true;

function memberOf(place: DiffPlace | undefined, key: string): DiffPlace | undefined {
  if (place === undefined) return undefined;
  const holder = Array.isArray(place.value) || isObject(place.value) ? place.value : {};
  const value: unknown = Reflect.get(holder, key);
  return { pointer: `${place.pointer}/${escapeSegment(key)}`, value };
}
