import { isRecord } from "../../scripts/isRecord.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** Members that a client has, or must not have, apart from its operations. */
const TAKEN = new Set<string>([
  ...METHODS.map((method) => method.toUpperCase()),
  "__proto__",
  "constructor",
  "then",
  "toJSON",
]);

type Json = Record<string, unknown>;

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly emptyStatuses: readonly number[];
  readonly jsdoc: string;
}

/**
 * The TypeScript of the client's method table: `operations`, `OperationMethods` (with the contract's
 * prose as JSDoc), `defaultBaseUrl` and `apiKeyHeader`.
 *
 * @param document A parsed OpenAPI 3.1 document with local references only.
 * @throws Error naming METHOD path and the next step, for an operation without a usable
 *   `operationId`, with a cookie parameter, or with a body that is not JSON; and naming the part of
 *   the document when it has no absolute server URL or no API key sent as a header.
 */
export function clientTableFrom(document: unknown): string {
  if (!isRecord(document) || !isRecord(document["paths"])) {
    throw new Error(`Not an OpenAPI document: it has no "paths". Bundle the contract first.`);
  }
  const operations = operationsOf(document, document["paths"]);
  const rows = operations.map(({ id, method, path, emptyStatuses }) => {
    const empty = emptyStatuses.length > 0 ? `, emptyStatuses: [${emptyStatuses.join(", ")}]` : "";
    return `  ${id}: { method: ${JSON.stringify(method)}, path: ${JSON.stringify(path)}${empty} },\n`;
  });
  const members = operations.map(
    ({ id, jsdoc }) => `${jsdoc}  readonly ${id}: OperationMethod<${JSON.stringify(id)}>;\n`,
  );
  return [
    `import type { OperationMethod, OperationTable } from "./OperationMethod.ts";\n`,
    `/** The first server of the contract. */\nexport const defaultBaseUrl = ${JSON.stringify(serverUrl(document))};\n`,
    `/** The request header that carries the API key. */\nexport const apiKeyHeader = ${JSON.stringify(apiKeyHeader(document))};\n`,
    `/** Every operation of the contract: its HTTP method and path template. */\nexport const operations = {\n${rows.join("")}} as const satisfies OperationTable;\n`,
    `/** One method per operation of the contract. */\nexport interface OperationMethods {\n${members.join("\n")}}\n`,
  ].join("\n");
}

function operationsOf(document: Json, paths: Json): Operation[] {
  const seen = new Map<string, string>();
  return Object.entries(paths).flatMap(([path, item]) => {
    const pathItem = resolve(item, document);
    return METHODS.filter((method) => isRecord(pathItem[method])).map((method) => {
      const where = `${method.toUpperCase()} ${path}`;
      const operation = resolve(pathItem[method], document);
      const id = operationId(operation, where);
      const twin = seen.get(id);
      if (twin !== undefined) {
        throw new Error(`${where}: ${twin} has the operationId "${id}" too. Rename one of them.`);
      }
      seen.set(id, where);
      const parameters = [pathItem["parameters"], operation["parameters"]].flat();
      assertNoCookies(
        parameters.map((parameter) => resolve(parameter, document)),
        where,
      );
      assertJsonBody(operation, document, where);
      const responses = isRecord(operation["responses"]) ? operation["responses"] : {};
      const answers = Object.entries(responses).map(
        ([status, response]) => [status, resolve(response, document)] as const,
      );
      return {
        id,
        method: method.toUpperCase(),
        path,
        emptyStatuses: answers
          .filter(([status, { content }]) => /^2\d\d$/.test(status) && content === undefined)
          .map(([status]) => Number(status)),
        jsdoc: jsdocOf(operation, answers),
      };
    });
  });
}

function operationId(operation: Json, where: string): string {
  const id = operation["operationId"];
  if (typeof id !== "string" || id === "") {
    throw new Error(
      `${where}: no operationId. Add one, e.g. "listEvChargers": it names the method.`,
    );
  }
  if (!/^[A-Za-z_$][\w$]*$/.test(id)) {
    throw new Error(
      `${where}: the operationId ${JSON.stringify(id)} cannot name a method. ` +
        `Use letters and digits in camelCase, e.g. "listEvChargers".`,
    );
  }
  if (TAKEN.has(id)) {
    throw new Error(`${where}: every client has a member "${id}" already. Rename the operationId.`);
  }
  return id;
}

function assertNoCookies(parameters: readonly Json[], where: string): void {
  const cookie = parameters.find((parameter) => parameter["in"] === "cookie");
  if (cookie === undefined) return;
  throw new Error(
    `${where}: fetch cannot send the cookie parameter ${JSON.stringify(cookie["name"])}. ` +
      `Make it a header or query parameter.`,
  );
}

function assertJsonBody(operation: Json, document: Json, where: string): void {
  if (operation["requestBody"] === undefined) return;
  const { content } = resolve(operation["requestBody"], document);
  if (isRecord(content) && "application/json" in content) return;
  throw new Error(`${where}: the request body has no "application/json" content. Add one.`);
}

function serverUrl(document: Json): string {
  const servers: unknown = document["servers"];
  const first: unknown = Array.isArray(servers) ? servers[0] : undefined;
  const url = isRecord(first) ? first["url"] : undefined;
  if (typeof url === "string" && /^https?:\/\/[^{}]+$/.test(url)) return url;
  throw new Error(`servers[0].url: expected an absolute http(s) URL without variables. Set it.`);
}

/** The first scheme that the document's `security` asks for; without `security`, the first declared. */
function apiKeyHeader(document: Json): string {
  const components = isRecord(document["components"]) ? document["components"] : {};
  const schemes = isRecord(components["securitySchemes"]) ? components["securitySchemes"] : {};
  const asked = Array.isArray(document["security"]) ? document["security"].filter(isRecord) : [];
  const names = asked.length > 0 ? asked.flatMap((one) => Object.keys(one)) : Object.keys(schemes);
  for (const name of names) {
    const scheme = resolve(schemes[name], document);
    if (scheme["type"] === "apiKey" && scheme["in"] === "header") {
      if (typeof scheme["name"] === "string") return scheme["name"];
    }
  }
  throw new Error(
    `components.securitySchemes: no scheme of type "apiKey" in "header" that the document's ` +
      `security uses. The client sends its key as a header: declare it.`,
  );
}

function jsdocOf(operation: Json, answers: readonly (readonly [status: string, Json])[]): string {
  const prose = [operation["summary"], operation["description"]].filter(isText);
  const tags = answers
    .filter(([status]) => !status.startsWith("2"))
    .map(([status, { description }]) => {
      const reason = isText(description) ? `: ${firstSentence(description)}` : "";
      return `@throws ApiError ${status}${reason}`;
    });
  if (operation["deprecated"] === true) tags.push("@deprecated");
  const blocks = [...prose.map((text) => text.trim()), tags.join("\n")].filter(isText);
  if (blocks.length === 0) return "";
  const lines = blocks.join("\n\n").replaceAll("*/", "*\\/").split(/\r?\n/);
  return `  /**\n${lines.map((line) => `   * ${line}`.trimEnd()).join("\n")}\n   */\n`;
}

function firstSentence(prose: string): string {
  const [sentence] = prose
    .trim()
    .replaceAll(/\s+/g, " ")
    .split(/(?<=[.!?]) /);
  return sentence ?? "";
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

/** The object itself, or what its local `$ref` points to; an empty object when there is none. */
function resolve(value: unknown, document: Json, hops = 0): Json {
  if (!isRecord(value)) return {};
  const ref = value["$ref"];
  if (typeof ref !== "string") return value;
  if (!ref.startsWith("#/") || hops > 20) throw new Error(`$ref ${ref}: cannot be resolved.`);
  let target: unknown = document;
  for (const segment of ref.slice(2).split("/")) {
    const key = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
    target = isRecord(target) ? target[key] : undefined;
  }
  if (target === undefined) throw new Error(`$ref ${ref}: points to nothing. Correct it.`);
  return resolve(target, document, hops + 1);
}
