import { isRecord } from "../../../scripts/isRecord.ts";
import { assertMethodName } from "./assertMethodName.ts";
import { judgedSchemas } from "./judgedSchemas.ts";
import { resolve } from "./resolve.ts";
import { validatorCode } from "./validatorCode.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** The bodies of an operation, each as the name of its schema; undefined where it has no JSON. */
interface Operation {
  readonly id: string;
  /** METHOD and path. */
  readonly where: string;
  readonly request: string | undefined;
  readonly requestIsRequired: boolean;
  readonly responses: readonly (readonly [status: string, schema: string | undefined])[];
}

/**
 * The TypeScript of the validators: `<operationId>Validator` for each operation, and `validators`, all
 * of them. Its statements only define something, so a bundler keeps no more than what is used.
 *
 * @param document A parsed OpenAPI 3.1 document with local references only.
 * @throws Error naming METHOD path and the next step, for an operation without a usable
 *   `operationId`, and for a schema that cannot be judged.
 */
export function validatorsFrom(document: unknown): string {
  if (!isRecord(document) || !isRecord(document["paths"])) {
    throw new Error(`Not an OpenAPI document: it has no "paths". Bundle the contract first.`);
  }
  const schemas = judgedSchemas(document);
  const places = new Map<string, string>();

  /** The name of the schema of a message's JSON body. */
  const bodyOf = (message: unknown, where: string): string | undefined => {
    const { content } = resolve(message, document);
    const media = Object.entries(isRecord(content) ? content : {})
      .filter(([type]) => /^application\/(?:[^;]+\+)?json\s*(?:;|$)/i.test(type))
      .map(([, one]) => (isRecord(one) ? (one["schema"] ?? true) : true));
    if (media.length === 0) return undefined;
    const name = naming(where, () => schemas.add(media.length === 1 ? media[0] : { anyOf: media }));
    places.set(name, places.get(name) ?? where);
    return name;
  };

  const operations = Object.entries(document["paths"]).flatMap(([path, item]) => {
    const pathItem = resolve(item, document);
    return METHODS.filter((method) => isRecord(pathItem[method])).map((method): Operation => {
      const where = `${method.toUpperCase()} ${path}`;
      const { operationId, requestBody, responses } = resolve(pathItem[method], document);
      return {
        id: assertMethodName(
          typeof operationId === "string" ? operationId : "",
          "operationId",
          where,
        ),
        where,
        request: bodyOf(requestBody, `${where}: request`),
        requestIsRequired: resolve(requestBody, document)["required"] === true,
        responses: Object.entries(isRecord(responses) ? responses : {}).map(
          ([status, response]) => [status, bodyOf(response, `${where}: ${status}`)] as const,
        ),
      };
    });
  });

  const { code, functions } = validatorCode(schemas.definitions, places);
  const judge = (schema: string | undefined): string => functions.get(schema ?? "") ?? "undefined";
  const validators = operations.map(({ id, where, request, requestIsRequired, responses }) => {
    const rows = responses.map(
      ([status, schema]) => `    ${JSON.stringify(status)}: ${judge(schema)},\n`,
    );
    const judged = `{ required: ${requestIsRequired}, judge: ${judge(request)} }`;
    return [
      `/** For \`${where.replaceAll("*/", "*\\/")}\`. */\n`,
      `export const ${id}Validator: Validator = {\n  operationId: ${JSON.stringify(id)},\n`,
      request === undefined ? "" : `  request: ${judged},\n`,
      `  responses: {\n${rows.join("")}  },\n};\n`,
    ].join("");
  });
  const names = operations.map(({ id }) => `  ${id}Validator,\n`);
  return [
    `// @ts-nocheck: what judges was written by Ajv, in JavaScript; what is exported has its types.\n`,
    `import type { Validator } from "./validate/Validator.ts";\n${code}\n`,
    `${validators.join("\n")}\n/** Those of every operation. */\n`,
    `export const validators: readonly Validator[] = [\n${names.join("")}];\n`,
  ].join("");
}

/** Says of an error where it arose. */
function naming<Result>(where: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${where}: ${reason}`, { cause: error });
  }
}
