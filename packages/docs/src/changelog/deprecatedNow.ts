import { isObject, type Place } from "../../../contract/src/contract/Place.ts";
import { deprecationOf } from "../contract/deprecationOf.ts";
import { prose } from "../pages/prose.ts";
import { ownDescription } from "../pages/schemaTable.ts";
import { table } from "../pages/table.ts";
import { partAt, type UsedContract } from "./partOf.ts";

/** Members whose value is data, unless something of the contract happens to be called so. */
const DATA = /^(?:const|default|enum|examples?)$/u;

/** Members whose own members have names. */
const NAMED = /^(?:headers|parameters|paths|properties|responses|schemas)$/u;

/** Everything that a contract deprecates, with its day, the next one first; empty when there is nothing. */
export function deprecatedNow(contract: UsedContract): string {
  const { api } = contract;
  const rows = [...deprecated(api.root)]
    .map((place) => ({
      sunset: deprecationOf(place)?.sunset ?? "",
      part: partAt(place.pointer, contract, api),
      text: ownDescription(place),
    }))
    // What has no day comes last.
    .toSorted((a, b) => (a.sunset || "9").localeCompare(b.sunset || "9"));
  if (rows.length === 0) return "";
  const list = table(
    ["Stays until", "What", "Description"],
    rows.map(({ sunset, part, text }) => [sunset, part, prose(text)]),
  );
  return `## Deprecated\n\nWhat may be removed, each from its day on:\n\n${list.trim()}`;
}

/** Every place that says that it is deprecated. */
function* deprecated(place: Place, isNames = false): Generator<Place> {
  if (Array.isArray(place.value)) for (const item of place.items()) yield* deprecated(item);
  if (!isObject(place.value)) return;
  if (place.value["deprecated"] === true) yield place;
  for (const [key, member] of place.entries()) {
    if (isNames || !DATA.test(key)) yield* deprecated(member, !isNames && NAMED.test(key));
  }
}
