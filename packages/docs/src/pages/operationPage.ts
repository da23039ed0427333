import { isSuccess } from "../../../contract/src/contract/conventions.ts";
import type { Place } from "../../../contract/src/contract/Place.ts";
import { deprecatedText } from "../contract/deprecationOf.ts";
import { type Api, type ApiOperation, textOr } from "../contract/readApi.ts";
import { samplesOf } from "../samples/samplesOf.ts";
import type { Page } from "../site/Page.ts";
import { answer, responsePlace } from "./answer.ts";
import { errorCodes } from "./errorCodes.ts";
import { json } from "./json.ts";
import { prose } from "./prose.ts";
import { descriptionOf, schemaTable, typeOf } from "./schemaTable.ts";
import { table } from "./table.ts";

/** An operation as a page of markdown: all that the contract says of it, and samples. */
export function operationPage(api: Api, operation: ApiOperation): Page {
  const { method, path, operationId, summary, description, deprecation, keyHeaders } = operation;
  const end = deprecation === undefined ? "" : `, ${deprecatedText(deprecation)}`;
  const parts = [
    `\`${method} ${path}\`, operationId \`${operationId}\`${end}`,
    description,
    ...keyHeaders.map((header) => `The API key goes in the header \`${header}\`.`),
    ...section("Parameters", parameters(api, operation)),
    ...section("Body", body(operation)),
    ...operation.responses
      .filter(({ status }) => isSuccess(status))
      .flatMap((response) => answer(api, operation, response)),
    ...section("Errors", errors(api, operation)),
    ...section("Links", links(api, operation)),
    ...section("Samples", samples(api, operation)),
  ];
  return {
    path: `operations/${operationId}`,
    title: summary,
    description: `${method} ${path}${end.replaceAll("*", "")}`,
    section: undefined,
    markdown: `${joined(parts)}\n`,
  };
}

const joined = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");

const section = (title: string, text: string): readonly string[] =>
  text === "" ? [] : [`## ${title}`, text];

function parameters({ root }: Api, { parameters: all, path, method }: ApiOperation): string {
  const item = root.at("paths").at(path).follow();
  const places = [item, item.at(method.toLowerCase())]
    .flatMap((place) => place.at("parameters").items())
    .map((place) => place.follow());
  return table(
    ["Parameter", "In", "Type", "Required", "Description"],
    all.map(({ name, in: where, required, schema, example }) => {
      const place = places.findLast(
        (one) => one.at("name").value === name && one.at("in").value === where,
      );
      const description = place === undefined ? "" : descriptionOf(place);
      const shown = `Example: \`${typeof example === "string" ? example : JSON.stringify(example)}\``;
      return [
        `\`${name}\``,
        where,
        typeOf(schema),
        required ? "yes" : "",
        `${description} ${shown}`,
      ];
    }),
  );
}

function body({ body: request }: ApiOperation): string {
  if (request === undefined) return "";
  return joined(
    request.media.flatMap(({ type, schema, examples }) => [
      `\`${type}\`${request.required ? ", required" : ""}${schema === undefined ? "" : whole(schema)}`,
      schema === undefined ? "" : schemaTable(schema),
      ...examples.map((example) => `${example.name}:\n\n${json(example.value)}`),
    ]),
  );
}

/** What holds for a body as a whole, which no row of its table says. */
const whole = (schema: Place): string => `: ${typeOf(schema)}. ${descriptionOf(schema)}`.trimEnd();

const errors = (api: Api, operation: ApiOperation): string =>
  table(
    ["Status", "Code", "When", "What to do"],
    errorCodes(api, [operation]).map(({ code, statuses, when, remedy }) => [
      statuses.join(", "),
      `\`${code}\``,
      prose(when),
      prose(remedy),
    ]),
  );

function links(api: Api, operation: ApiOperation): string {
  const items = operation.responses.flatMap((response) => {
    const place = responsePlace(api, operation, response).at("links");
    return response.links.map(({ name, operationId }) => {
      const description = textOr(place.at(name).follow().at("description"));
      return `- [${operationId}](operation:${operationId})${description === "" ? "" : `: ${description}`}`;
    });
  });
  return [...new Set(items)].join("\n");
}

const samples = (api: Api, operation: ApiOperation): string =>
  samplesOf(operation, api.server)
    .map(({ lang, label, source }) => `${label}:\n\n\`\`\`${lang}\n${source}\n\`\`\``)
    .join("\n\n");
