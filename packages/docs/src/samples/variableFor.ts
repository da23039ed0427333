import { layers } from "../../../contract/src/contract/layers.ts";
import type { Place } from "../../../contract/src/contract/Place.ts";
import type { ApiOperation } from "../contract/readApi.ts";
import { successWithBody } from "./successOf.ts";

/** What no variable of a sample can be called: words of the language, and what a sample uses. */
const TAKEN = new Set(
  `amps arguments await break case catch class console const continue debugger default delete do else
  enum eval export extends false finally for function if implements import in instanceof interface let
  new null package private protected public return static super switch this throw true try typeof
  undefined var void while with yield`.split(/\s+/u),
);

/**
 * What a sample calls a result: for `EvCharger`, the schema of a list's items, `charger`, and for
 * `pushEvChargerAction` `action`.
 */
export function variableFor(operation: ApiOperation): string {
  const { operationId, paged } = operation;
  const [name, otherwise] = paged ? [itemSchema(operation), "item"] : [operationId, "data"];
  // A name of one word is what is done, not what comes of it.
  const [, word = ""] = (paged ? /([A-Z][a-z0-9]+)$/u : /.([A-Z][a-z0-9]+)$/u).exec(name) ?? [];
  const variable = word.toLowerCase();
  return variable === "" || TAKEN.has(variable) ? otherwise : variable;
}

/** The name of the schema of a list's items; empty when it has none. */
function itemSchema(operation: ApiOperation): string {
  const schema = successWithBody(operation)?.media[0]?.schema;
  const items = schema && property(property(schema, "data"), "items");
  const item = [...(items === undefined ? [] : layers(items))]
    .map((layer) => layer.at("items"))
    .find(({ value }) => value !== undefined);
  return /^#\/components\/schemas\/(.+)$/u.exec(item?.follow().pointer ?? "")?.[1] ?? "";
}

function property(schema: Place | undefined, name: string): Place | undefined {
  return [...(schema === undefined ? [] : layers(schema))]
    .map((layer) => layer.at("properties").at(name))
    .find(({ value }) => value !== undefined);
}
