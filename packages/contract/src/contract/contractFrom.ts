import type {
  Contract,
  DocumentedResponse,
  MediaType,
  NamedExample,
  Operation,
  Parameter,
  RequestBody,
  Wait,
} from "./Contract.ts";
import { isSuccess, pageOf, paging, wayToCode } from "./conventions.ts";
import { InvalidContractError } from "./InvalidContractError.ts";
import { listedValues } from "./listedValues.ts";
import { essence, isJson } from "./mediaType.ts";
import { Place } from "./Place.ts";
import { readLink } from "./readLink.ts";
import { schemaViolations } from "./schemaViolations.ts";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Reads a parsed OpenAPI 3.1 document that needs no other file.
 *
 * @throws InvalidContractError naming the place, when it is no such document or uses what these
 * checks do not know: better than passing it by.
 */
export function contractFrom(document: unknown): Contract {
  const root = Place.root(document);
  if (!root.at("openapi").text().startsWith("3.1.")) throw root.at("openapi").wrong("is not 3.1");
  const operations = root
    .at("paths")
    .entries()
    .flatMap(([path, item]) => {
      const pathItem = item.follow();
      return methods
        .filter((method) => pathItem.at(method).value !== undefined)
        .map((method, _, allowed) => readOperation(root, { path, method, allowed, pathItem }));
    });
  if (operations.length === 0) throw root.at("paths").wrong("declares no operation");
  const ids = operations.map(({ operationId }) => operationId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new InvalidContractError(`The contract has two operations called ${twice}.`);
  }
  for (const { responses } of operations) {
    for (const { operationId, pointer } of responses.flatMap(({ links }) => links)) {
      if (ids.includes(operationId)) continue;
      throw new InvalidContractError(`${pointer} of the contract leads to no operation.`);
    }
  }
  return { operations, violations: schemaViolations(document) };
}

interface Where {
  path: string;
  method: string;
  allowed: readonly string[];
  pathItem: Place;
}

function readOperation(root: Place, { path, method, allowed, pathItem }: Where): Operation {
  const operation = pathItem.at(method);
  const body = operation.at("requestBody").follow();
  if (method === "trace" || (["get", "head"].includes(method) && body.value !== undefined)) {
    throw operation.wrong(`is a ${method.toUpperCase()} that no \`fetch\` can send`);
  }
  const responses = operation
    .at("responses")
    .entries()
    .map(([status, place]) => readResponse(status, place));
  const parameters = readParameters(pathItem.at("parameters"), operation.at("parameters"));
  const unknownPath = operation.at("x-unknown-path");
  const absence = responses.find(({ status }) => status === 404)?.media ?? [];
  return {
    operationId: operation.at("operationId").text(),
    method: method.toUpperCase(),
    path,
    allowed: allowed.map((other) => other.toUpperCase()),
    pointer: operation.pointer,
    parameters,
    body: body.value === undefined ? undefined : readBody(body),
    responses,
    keyHeaders: readKeyHeaders(root, operation),
    paged: isPaged(parameters, responses),
    wait: readWait(operation.at("x-wait")),
    unknownPath: absence
      .flatMap(({ examples }) => examples)
      .find(({ name }) => name === unknownPath.value),
  };
}

function isPaged(
  parameters: readonly Parameter[],
  responses: readonly DocumentedResponse[],
): boolean {
  const query = new Set(parameters.filter((one) => one.in === "query").map(({ name }) => name));
  const examples = responses
    .filter(({ status }) => isSuccess(status))
    .flatMap(({ media }) => media.flatMap((one) => one.examples));
  return (
    paging.every((name) => query.has(name)) &&
    examples.some(({ value }) => pageOf(value) !== undefined)
  );
}

function readWait(place: Place): Wait | undefined {
  if (place.value === undefined) return undefined;
  const until = place.at("until").items();
  return { property: place.at("property").text(), until: until.map(({ value }) => value) };
}

function readBody(place: Place): RequestBody {
  const required = place.at("required").value === true;
  const media = readMedia(place.at("content"));
  if (required && media.every(({ examples }) => examples.length === 0)) {
    throw place.wrong("gives no body to send. Add named `examples`");
  }
  const unsent = media.find(
    ({ json, examples }) => !json && examples.some(({ value }) => typeof value !== "string"),
  );
  if (unsent !== undefined) {
    throw place.wrong(`has an example of ${unsent.type} that is no text, which cannot be sent`);
  }
  return { required, media };
}

/** The operation's own parameters replace those of its path. */
function readParameters(...lists: readonly Place[]): Parameter[] {
  const byIdentity = new Map<string, Parameter>();
  for (const item of lists.flatMap((list) => list.items())) {
    const parameter = readParameter(item.follow());
    byIdentity.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...byIdentity.values()];
}

function readParameter(place: Place): Parameter {
  const where = place.at("in").value;
  if (where !== "path" && where !== "query" && where !== "header") {
    throw place.at("in").wrong("is not path, query or header, which is all that these checks send");
  }
  const style = place.at("style");
  const usual = where === "query" ? "form" : "simple";
  if (style.value !== undefined && style.value !== usual) {
    throw style.wrong(`is not ${usual}, the only one that these checks send`);
  }
  const schema = place.at("schema");
  if (schema.value === undefined) throw place.wrong("has no schema");
  const explode = place.at("explode").value;
  return {
    name: place.at("name").text(),
    in: where,
    required: place.at("required").value === true,
    explode: typeof explode === "boolean" ? explode : where === "query",
    schema,
    example: exampleOf(place),
    default: schema.follow().at("default").value,
  };
}

/** The first value that the contract gives for a parameter, from the closest place to the furthest. */
function exampleOf(parameter: Place): unknown {
  const schema = parameter.at("schema").follow();
  const value = [
    parameter.at("example").value,
    ...readExamples(parameter.at("examples")).map((example) => example.value),
    schema.at("examples").at(0).value,
    schema.at("default").value,
    schema.at("enum").at(0).value,
    schema.at("const").value,
  ].find((candidate) => candidate !== undefined);
  if (value === undefined) throw parameter.wrong("gives no value to send. Add an `example`");
  return value;
}

function readResponse(key: string, place: Place): DocumentedResponse {
  if (!/^[1-5]\d\d$/.test(key)) {
    throw place.wrong("is for no single status. Document each status by its number");
  }
  const response = place.follow();
  const media = readMedia(response.at("content"));
  return {
    status: Number(key),
    pointer: response.pointer,
    headers: response
      .at("headers")
      .entries()
      .map(([name, header]) => {
        const { pointer } = header.follow();
        const schema = header.follow().at("schema");
        return {
          name,
          pointer,
          required: header.follow().at("required").value === true,
          schema: schema.value === undefined ? undefined : schema,
        };
      }),
    media,
    codes: media.flatMap(({ schema }) => (schema ? listedValues(schema, wayToCode) : [])),
    links: response
      .at("links")
      .entries()
      .map(([name, link]) => readLink(name, link.follow())),
  };
}

function readMedia(content: Place): MediaType[] {
  return content.entries().map(([key, media]) => {
    const type = essence(key);
    const schema = media.at("schema");
    return {
      type,
      json: isJson(type),
      schema: schema.value === undefined ? undefined : schema,
      examples: readExamples(media.at("examples")),
    };
  });
}

function readExamples(examples: Place): NamedExample[] {
  return examples.entries().map(([name, example]) => {
    const { value } = example.follow().at("value");
    if (value === undefined) throw example.wrong("has no `value`");
    return { name, value };
  });
}

/** The headers of the first way to authenticate; none when there is a way without. */
function readKeyHeaders(root: Place, operation: Place): string[] {
  const own = operation.at("security");
  const ways = (own.value === undefined ? root.at("security") : own).items();
  if (ways.some((way) => way.entries().length === 0)) return [];
  return (ways[0]?.entries() ?? []).map(([name, need]) => {
    const scheme = root.at("components").at("securitySchemes").at(name).follow();
    if (scheme.value === undefined)
      throw need.wrong("names a security scheme that is not declared");
    if (scheme.at("type").value !== "apiKey" || scheme.at("in").value !== "header") {
      throw scheme.wrong("is not an API key in a header, which is all that these checks send");
    }
    return scheme.at("name").text();
  });
}
