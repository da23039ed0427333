import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { bundledContract } from "../src/startMock.ts";

type Json = Record<string, unknown>;

/** One documented response of an operation. */
export interface DocumentedResponse {
  status: number;
  examples: { name: string; value: unknown }[];
  /** Whether it has no body. */
  isEmpty: boolean;
  headers: string[];
  /** Whether a body fits the response's schema; Ajv's complaints when it does not. */
  complaints: (body: unknown) => string;
}

/** One operation of the bundle, with a request that the contract allows. */
export interface BundledOperation {
  id: string;
  method: string;
  template: string;
  path: string;
  /** The key, and the headers that the operation requires. */
  headers: Record<string, string>;
  body: unknown;
  responses: DocumentedResponse[];
  /** The example of its 404 that a path outside the contract is answered with. */
  unknownPath: unknown;
}

const document = object(JSON.parse(readFileSync(bundledContract, "utf8")));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormatsModule.default(ajv);
ajv.addSchema(document, "bundle");

const verbs = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** The API key, any of which the mock takes. */
export const key = { "x-api-key": "any-key" };

/** Every operation of the bundled contract. */
export const operations: BundledOperation[] = Object.entries(object(document["paths"])).flatMap(
  ([template, item]) =>
    Object.entries(object(item))
      .filter(([method]) => verbs.has(method))
      .map(([method, value]) => operation(template, object(item), method, object(value))),
);

/** The first operation that satisfies the predicate. */
export function first(predicate: (operation: BundledOperation) => boolean): BundledOperation {
  const found = operations.find(predicate);
  if (!found) throw new Error("The bundle has no such operation: change the test.");
  return found;
}

/** The operation's documented response with that status. */
export function response(of: BundledOperation, status: number): DocumentedResponse {
  const found = of.responses.find((documented) => documented.status === status);
  if (!found) throw new Error(`${of.id} documents no ${status}.`);
  return found;
}

/** The lowest status that the operation documents. */
export function successOf({ responses }: BundledOperation): number {
  return Math.min(...responses.map(({ status }) => status));
}

function operation(template: string, item: Json, method: string, value: Json): BundledOperation {
  const parameters = [...list(item["parameters"]), ...list(value["parameters"])].map(
    (parameter) => resolve(parameter).value,
  );
  const path = template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const example = parameters.find((parameter) => parameter["name"] === name)?.["example"];
    return typeof example === "string" ? example : "id";
  });
  const content = value["requestBody"] ? json(resolve(value["requestBody"]).value) : {};
  const [body] = Object.values(object(content["examples"] ?? {}));
  return {
    id: String(value["operationId"]),
    method: method.toUpperCase(),
    unknownPath: value["x-unknown-path"],
    template,
    path,
    headers: { ...key, ...requiredHeaders(parameters) },
    body: body === undefined ? undefined : resolve(body).value["value"],
    responses: Object.entries(object(value["responses"])).map(([status, documented]) => {
      const at = `#/paths/${escape(template)}/${method}/responses/${status}`;
      const { value: resolved, pointer } = resolve(documented, at);
      return documentedResponse(Number(status), resolved, pointer);
    }),
  };
}

function documentedResponse(status: number, value: Json, pointer: string): DocumentedResponse {
  const schema = `bundle${pointer}/content/application~1json/schema`;
  return {
    status,
    isEmpty: value["content"] === undefined,
    headers: Object.keys(object(value["headers"] ?? {})),
    examples: Object.entries(object(json(value)["examples"] ?? {})).map(([name, example]) => ({
      name,
      value: resolve(example).value["value"],
    })),
    complaints(body) {
      const validate = ajv.getSchema(schema);
      if (!validate) throw new Error(`No schema at ${schema}.`);
      return validate(body) ? "" : ajv.errorsText(validate.errors);
    },
  };
}

function requiredHeaders(parameters: readonly Json[]): Record<string, string> {
  const required = parameters.filter((one) => one["in"] === "header" && one["required"] === true);
  return Object.fromEntries(required.map((one) => [String(one["name"]), String(one["example"])]));
}

function json(value: Json): Json {
  return object(object(value["content"] ?? {})["application/json"] ?? {});
}

function resolve(value: unknown, at = ""): { value: Json; pointer: string } {
  const target = object(value);
  const reference = target["$ref"];
  if (typeof reference !== "string") return { value: target, pointer: at };
  let found: unknown = document;
  for (const segment of reference.slice(2).split("/")) {
    found = object(found)[segment.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return resolve(found, reference);
}

function escape(segment: string): string {
  return encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function object(value: unknown): Json {
  if (typeof value === "object" && value !== null) return { ...value };
  throw new Error(`Expected an object in the bundle, got ${JSON.stringify(value)}.`);
}
