import type {
  DocumentedResponse,
  MediaType,
  NamedExample,
} from "../../../contract/src/contract/Contract.ts";
import type { Place } from "../../../contract/src/contract/Place.ts";
import { type Api, type ApiOperation, textOr } from "../contract/readApi.ts";
import { json } from "./json.ts";
import { descriptionOf, schemaTable, typeOf } from "./schemaTable.ts";
import { table } from "./table.ts";

/** Where the contract describes a response of an operation. */
export const responsePlace = (
  { root }: Api,
  { path, method }: ApiOperation,
  { status }: DocumentedResponse,
): Place =>
  root
    .at("paths")
    .at(path)
    .follow()
    .at(method.toLowerCase())
    .at("responses")
    .at(String(status))
    .follow();

/** What an operation answers when it succeeds, in markdown: what it says, its headers and its body. */
export function answer(
  api: Api,
  operation: ApiOperation,
  response: DocumentedResponse,
): readonly string[] {
  const place = responsePlace(api, operation, response);
  const contents = response.media.flatMap(content);
  return [
    `## Answer ${response.status}`,
    textOr(place.at("description")),
    headers(response, place),
    ...(contents.length === 0 ? ["It has no body."] : contents),
  ];
}

const headers = (response: DocumentedResponse, place: Place): string =>
  table(
    ["Header", "Type", "Always", "Description"],
    response.headers.map(({ name, required, schema }) => [
      `\`${name}\``,
      schema === undefined ? "any" : typeOf(schema),
      required ? "yes" : "",
      descriptionOf(place.at("headers").at(name)),
    ]),
  );

function content({ type, schema, examples }: MediaType): readonly string[] {
  const [first] = examples;
  return [
    `\`${type}\``,
    schema === undefined ? "" : schemaTable(schema),
    first === undefined ? "" : `For example (${nameOf(first)}):\n\n${json(first.value)}`,
  ];
}

const nameOf = ({ name }: NamedExample): string =>
  name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ").toLowerCase();
