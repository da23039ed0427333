import type { Operation } from "../../../contract/src/contract/Contract.ts";
import { contractFrom } from "../../../contract/src/contract/contractFrom.ts";
import { Place } from "../../../contract/src/contract/Place.ts";
import { type Deprecation, deprecationOf } from "./deprecationOf.ts";

/** An operation with the prose that the docs show of it. */
export interface ApiOperation extends Operation {
  readonly summary: string;
  /** Markdown; empty when there is none. */
  readonly description: string;
  readonly tag: string;
  /** Undefined when it is to stay. */
  readonly deprecation: Deprecation | undefined;
}

/** What the docs say of the contract. */
export interface Api {
  readonly title: string;
  readonly version: string;
  readonly summary: string;
  /** The address of the first server. */
  readonly server: string;
  readonly operations: readonly ApiOperation[];
  /** The whole document. */
  readonly root: Place;
}

/**
 * Reads a bundled contract for the docs.
 *
 * @param document A parsed OpenAPI 3.1 document that needs no other file.
 * @throws InvalidContractError naming the place, when something is missing that the docs show.
 */
export function readApi(document: unknown): Api {
  const root = Place.root(document);
  const info = root.at("info");
  return {
    title: info.at("title").text(),
    version: info.at("version").text(),
    summary: textOr(info.at("summary")),
    server: root.at("servers").at(0).at("url").text(),
    operations: contractFrom(document).operations.map((operation) => {
      const place = root.at("paths").at(operation.path).follow().at(operation.method.toLowerCase());
      return {
        ...operation,
        summary: place.at("summary").text(),
        description: textOr(place.at("description")),
        tag: place.at("tags").at(0).text(),
        deprecation: deprecationOf(place),
      };
    }),
    root,
  };
}

/** The text of a place, without space around it; the empty text when there is none. */
export const textOr = (place: Place): string =>
  place.value === undefined ? "" : place.text().trim();

/** Where Redoc shows an operation, as the fragment of its page. */
export const referenceFragment = ({ tag, operationId }: ApiOperation): string =>
  `#/${tag.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-")}/${operationId}`;
