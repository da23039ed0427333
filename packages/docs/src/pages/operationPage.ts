import { isSuccess } from "../../../contract/src/contract/conventions.ts";
import type {
  DocumentedResponse,
  MediaType,
  NamedExample,
} from "../../../contract/src/contract/Contract.ts";
import type { Api, ApiOperation } from "../contract/readApi.ts";
import { samplesOf } from "../samples/samplesOf.ts";
import type { Page } from "../site/Page.ts";
import { errorCodes } from "./errorCodes.ts";
import { descriptionOf, schemaTable, typeOf } from "./schemaTable.ts";
import { table } from "./table.ts";

/** An operation as a page of markdown: all that the contract says of it, and samples. */
export function operationPage(api: Api, operation: ApiOperation): Page {
  const { method, path, operationId, summary, description, deprecated } = operation;
  const parts = [
    `\`${method} ${path}\`, operationId \`${operationId}\`${deprecated ? ", **deprecated**" : ""}`,
    description,
    ...section("Parameters", parameters(api, operation)),
    ...section("Body", body(operation)),
    ...operation.responses.filter(({ status }) => isSuccess(status)).flatMap(success),
    ...section("Errors", errors(api, operation)),
    ...section("Links", links(operation)),
    ...section("Samples", samples(api, operation)),
  ];
  return {
    path: `operations/${operationId}`,
    title: summary,
    description: `${method} ${path}`,
    section: undefined,
    markdown: `${parts.filter((part) => part !== "").join("\n\n")}\n`,
  };
}

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
  return request.media
    .map(({ type, schema, examples }) =>
      [
        `\`${type}\`${request.required ? ", required" : ""}`,
        schema === undefined ? "" : schemaTable(schema),
        ...examples.map((example) => `${example.name}:\n\n${json(example.value)}`),
      ]
        .filter((part) => part !== "")
        .join("\n\n"),
    )
    .join("\n\n");
}

function success({ status, media }: DocumentedResponse): readonly string[] {
  const contents = media.flatMap(content);
  return [`## Answer ${status}`, ...(contents.length === 0 ? ["It has no body."] : contents)];
}

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

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

const errors = (api: Api, operation: ApiOperation): string =>
  table(
    ["Status", "Code", "When", "What to do"],
    errorCodes(api, [operation]).map(({ code, statuses, when, remedy }) => [
      statuses.join(", "),
      `\`${code}\``,
      when,
      remedy,
    ]),
  );

function links({ responses }: ApiOperation): string {
  const targets = new Set(
    responses.flatMap((response) => response.links.map(({ operationId }) => operationId)),
  );
  return Array.from(targets, (id) => `- [${id}](operation:${id})`).join("\n");
}

const samples = (api: Api, operation: ApiOperation): string =>
  samplesOf(operation, api.server)
    .map(({ lang, label, source }) => `${label}:\n\n\`\`\`${lang}\n${source}\n\`\`\``)
    .join("\n\n");
