import { deprecatedTag } from "../../../scripts/deprecatedTag.ts";
import { isRecord } from "../../../scripts/isRecord.ts";
import { assertMethodName } from "./assertMethodName.ts";
import { type Json, resolve } from "./resolve.ts";
import { successShapeOf, type SuccessShape } from "./successShapeOf.ts";
import { type Wait, waitMember, waitOf } from "./waitOf.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

const ERROR_CLASSES: ReadonlyMap<string, string> = new Map([
  ["400", "BadRequestError"],
  ["401", "AuthenticationError"],
  ["403", "PermissionDeniedError"],
  ["404", "NotFoundError"],
  ["409", "ConflictError"],
  ["422", "UnprocessableError"],
  ["429", "RateLimitError"],
]);

/** Where a client sends its requests, and its key. */
export interface ClientTarget {
  /** Without one, every client has to be told. */
  readonly baseUrl: string;
  /** In lower case. */
  readonly apiKeyHeader: string;
}

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly empty: readonly number[];
  readonly shape: SuccessShape;
  readonly wait: Wait | undefined;
  readonly deprecated: string | undefined;
  readonly jsdoc: string;
}

/**
 * The TypeScript of the client's method table: `operations`, `waits`, `OperationMethods` (with the
 * contract's prose as JSDoc), `defaultBaseUrl` and `apiKeyHeader`.
 *
 * @param document A parsed OpenAPI 3.1 document with local references only.
 * @param target Finds where the requests go, and with which key; default: as ours says it.
 * @throws Error naming METHOD path and the next step, for an operation without a usable
 *   `operationId`, with a cookie parameter, or with a body that is not JSON; and naming the part of
 *   the document when it has no absolute server URL or no API key sent as a header.
 */
export function clientTableFrom(
  document: unknown,
  target: (document: Json) => ClientTarget = targetOf,
): string {
  if (!isRecord(document) || !isRecord(document["paths"])) {
    throw new Error(`Not an OpenAPI document: it has no "paths". Bundle the contract first.`);
  }
  const operations = operationsOf(document, document["paths"]);
  const rows = operations.map(({ id, method, path, empty, shape }) => {
    const { envelope, loose, itemId } = shape;
    const row = {
      method,
      path,
      ...(empty.length > 0 && { empty }),
      ...(envelope && { envelope }),
      ...(loose && { loose }),
      ...(itemId !== undefined && { itemId }),
    };
    return `  ${id}: ${JSON.stringify(row)},\n`;
  });
  const members = operations.map(
    ({ id, shape, jsdoc }) => `${jsdoc}  readonly ${id}: ${methodType(shape)}<"${id}">;\n`,
  );
  const waits = operations.flatMap(({ id, wait, deprecated }) =>
    wait === undefined ? [] : [{ id, wait, deprecated }],
  );
  const waitRows = waits.map(({ id, wait }) => {
    const { method, parameter, property, until } = wait;
    const row = { operationId: id, parameter, property, until };
    return `  ${method}: ${JSON.stringify(row)},\n`;
  });
  const types = new Set(operations.map(({ shape }) => methodType(shape)));
  if (waits.length > 0) types.add("WaitMethod");
  const { baseUrl, apiKeyHeader } = target(document);
  const waitMembers = waits.map(({ id, wait, deprecated }) => waitMember(id, wait, deprecated));
  return [
    `import type { OperationTable, WaitDefinition } from "./OperationDefinition.ts";\n` +
      `import type { ${[...types].toSorted().join(", ")} } from "./OperationMethod.ts";\n`,
    `/** The first server of the contract. */\nexport const defaultBaseUrl = ${JSON.stringify(baseUrl)};\n`,
    `/** The request header that carries the API key, in lower case. */\nexport const apiKeyHeader = ${JSON.stringify(apiKeyHeader)};\n`,
    `/** What the client has to know of every operation of the contract. */\nexport const operations = {\n${rows.join("")}} as const satisfies OperationTable;\n`,
    `/** What can be waited for, by the name of the method that does. */\nexport const waits = {\n${waitRows.join("")}} as const satisfies Record<string, WaitDefinition>;\n`,
    `/** One method per operation of the contract, and one per thing that can be waited for. */\nexport interface OperationMethods {\n${[...members, ...waitMembers].join("\n")}}\n`,
  ].join("\n");
}

/** The type of a method in `src/OperationMethod.ts`. */
function methodType({ envelope, itemId }: SuccessShape): string {
  if (itemId === undefined) return envelope ? "DataMethod" : "BodyMethod";
  return envelope ? "PageMethod" : "BodyPageMethod";
}

function operationsOf(document: Json, paths: Json): Operation[] {
  const seen = new Map<string, string>();
  const claim = (name: string, where: string): void => {
    const twin = seen.get(name);
    if (twin !== undefined) {
      throw new Error(`${where}: ${twin} has the name "${name}" too. Rename one of them.`);
    }
    seen.set(name, where);
  };
  return Object.entries(paths).flatMap(([path, item]) => {
    const pathItem = resolve(item, document);
    return METHODS.filter((method) => isRecord(pathItem[method])).map((method) => {
      const where = `${method.toUpperCase()} ${path}`;
      const operation = resolve(pathItem[method], document);
      const id = operationId(operation, where);
      claim(id, where);
      const parameters = [pathItem["parameters"], operation["parameters"]]
        .flat()
        .map((parameter) => resolve(parameter, document));
      assertNoCookies(parameters, where);
      assertJsonBody(operation, document, where);
      const responses = isRecord(operation["responses"]) ? operation["responses"] : {};
      const answers = Object.entries(responses).map(
        ([status, response]) => [status, resolve(response, document)] as const,
      );
      const shape = successShapeOf(
        answers.flatMap(([status, { content }]) => (status.startsWith("2") ? [content] : [])),
        parameters,
        document,
      );
      const wait = waitOf(operation["x-wait"], path, where);
      for (const name of wait === undefined ? [] : [wait.method]) claim(name, where);
      return {
        id,
        method: method.toUpperCase(),
        path,
        shape,
        wait,
        empty: answers
          .filter(([status, { content }]) => /^2\d\d$/.test(status) && content === undefined)
          .map(([status]) => Number(status)),
        deprecated: deprecatedTag(operation),
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
  return assertMethodName(id, "operationId", where);
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

function targetOf(document: Json): ClientTarget {
  return {
    baseUrl: serverUrl(document),
    apiKeyHeader: headerOfKey(document).toLowerCase(),
  };
}

function serverUrl(document: Json): string {
  const servers: unknown = document["servers"];
  const first: unknown = Array.isArray(servers) ? servers[0] : undefined;
  const url = isRecord(first) ? first["url"] : undefined;
  if (typeof url === "string" && /^https?:\/\/[^{}]+$/.test(url)) return url;
  throw new Error(`servers[0].url: expected an absolute http(s) URL without variables. Set it.`);
}

/** The first scheme that the document's `security` asks for; without `security`, the first declared. */
function headerOfKey(document: Json): string {
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
      return `@throws ${errorClass(status)} ${status}${reason}`;
    });
  const tag = deprecatedTag(operation);
  if (tag !== undefined) tags.push(tag);
  const blocks = [...prose.map((text) => text.trim()), tags.join("\n")].filter(isText);
  if (blocks.length === 0) return "";
  const lines = blocks.join("\n\n").replaceAll("*/", "*\\/").split(/\r?\n/);
  return `  /**\n${lines.map((line) => `   * ${line}`.trimEnd()).join("\n")}\n   */\n`;
}

/** The class that the client throws for a status. */
function errorClass(status: string): string {
  return ERROR_CLASSES.get(status) ?? (status.startsWith("5") ? "ServerError" : "ApiError");
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
