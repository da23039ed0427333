import { layers } from "../../../contract/src/contract/layers.ts";
import type { Place } from "../../../contract/src/contract/Place.ts";

/** That something is to go. */
export interface Deprecation {
  /** The day from which it may be removed, such as `2027-06-30`; undefined when the contract does not say. */
  readonly sunset: string | undefined;
}

/**
 * What the contract says of the end of an operation, parameter, header or schema; undefined when it is to
 * stay. A parameter or header goes with its schema.
 */
export function deprecationOf(place: Place): Deprecation | undefined {
  const said = [place, place.at("schema")]
    .flatMap((one) => [...layers(one)])
    .find((layer) => layer.at("deprecated").value === true);
  if (said === undefined) return undefined;
  const { value } = said.at("x-sunset");
  return { sunset: typeof value === "string" ? value : undefined };
}

/** The same in markdown, to go on with after it: until when the thing stays, as far as that is known. */
export const deprecatedText = ({ sunset }: Deprecation): string =>
  sunset === undefined ? "**deprecated**" : `**deprecated**, may be removed from ${sunset} on`;

/** The same as a sentence. */
export const deprecatedSentence = (deprecation: Deprecation): string =>
  `${deprecatedText(deprecation).replace("d", "D")}.`;
