import { isRecord } from "../../../scripts/isRecord.ts";
import { type Answers, type Response, errorsOf, examplesOf } from "./mockedAnswers.ts";
import type { Json } from "./resolve.ts";
import { type SchemaReader, schemaReader } from "./schemaReader.ts";
import type { MockedOperation, MockedParameter } from "../src/testing/MockedOperation.ts";
import { successShapeOf } from "./successShapeOf.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

interface NamedOperation extends MockedOperation {
  readonly id: string;
  readonly summary: string;
}

/**
 * The TypeScript of the testing kit's tables: `mockedOperations` (what each operation answers, taken
 * from the contract's examples) and `MockNames` (the names of these examples and the error codes, as
 * types). What has no example is made up from its schema. Operations stand in the order in which a
 * request is to be compared with their paths.
 *
 * @param document A parsed OpenAPI 3.1 document with local references only.
 * @throws Error naming METHOD path and the next step, for an operation without an `operationId`; and
 *   naming a reference that points to nothing.
 */
export function mocksFrom(document: unknown): string {
  if (!isRecord(document) || !isRecord(document["paths"])) {
    throw new Error(`Not an OpenAPI document: it has no "paths". Bundle the contract first.`);
  }
  const operations = operationsOf(document["paths"], document).toSorted(bySpecificity);
  const shared = new Map<string, string>();
  const share = (value: unknown): string => {
    const text = JSON.stringify(value);
    const name = shared.get(text) ?? `answers${shared.size + 1}`;
    shared.set(text, name);
    return name;
  };
  const rows = operations.map(({ id, summary, examples, errors, ...rest }) => {
    const facts = JSON.stringify(rest).slice(1, -1);
    const codes = entriesText(errors, share);
    const row = `${JSON.stringify(id)}: { ${facts}, examples: ${share(examples)}, errors: ${codes} }`;
    return `${jsdocOf(summary)}  ${row},\n`;
  });
  const types = operations.map(({ id, summary, examples, errors }) => {
    const codes = entriesText(errors, namesOf);
    return `${jsdocOf(summary)}  readonly ${JSON.stringify(id)}: { examples: ${namesOf(examples)}; errors: ${codes} };\n`;
  });
  const answers = [...shared].map(([text, name]) => `const ${name} = ${text};\n`);
  return [
    `import type { MockedOperation } from "./testing/MockedOperation.ts";\n`,
    `/** The names of each operation's examples, and of those of each of its error codes. */\nexport interface MockNames {\n${types.join("")}}\n`,
    answers.join(""),
    `/** What each operation answers. */\nexport const mockedOperations: Readonly<Record<keyof MockNames, MockedOperation>> = {\n${rows.join("")}};\n`,
  ].join("\n");
}

const jsdocOf = (summary: string): string =>
  summary === "" ? "" : `  /** ${summary.replaceAll("*/", "*\\/")} */\n`;

const namesOf = (answers: Answers): string =>
  Object.keys(answers)
    .map((name) => JSON.stringify(name))
    .join(" | ");

const entriesText = (errors: MockedOperation["errors"], print: (answers: Answers) => string) =>
  `{ ${Object.entries(errors)
    .map(([code, answers]) => `${JSON.stringify(code)}: ${print(answers)}`)
    .join(", ")} }`;

/** `/actions/latest` before `/actions/{id}`, which matches it too; otherwise as the contract has them. */
function bySpecificity(one: MockedOperation, other: MockedOperation): number {
  const rank = ({ path }: MockedOperation) =>
    path
      .split("/")
      .map((segment) => (segment.includes("{") ? "1" : "0"))
      .join("");
  return rank(one) < rank(other) ? -1 : Number(rank(one) > rank(other));
}

function operationsOf(paths: Json, document: Json): NamedOperation[] {
  const schemas = schemaReader(document);
  return Object.entries(paths).flatMap(([path, value]) => {
    const item = schemas.resolve(value);
    return METHODS.filter((method) => isRecord(item[method])).map((method): NamedOperation => {
      const operation = schemas.resolve(item[method]);
      const { operationId: id, summary } = operation;
      if (typeof id !== "string" || id === "") {
        throw new Error(
          `${method.toUpperCase()} ${path}: no operationId. Add one, e.g. "listEvChargers".`,
        );
      }
      const parameters = [item["parameters"], operation["parameters"]]
        .flat()
        .map((parameter) => schemas.resolve(parameter));
      const responses = Object.entries(schemas.resolve(operation["responses"])).map(
        ([status, response]): Response => ({ ...schemas.resolve(response), status }),
      );
      const isSuccess = ({ status }: { status: string }) => status.startsWith("2");
      const successes = responses.filter(isSuccess);
      const { envelope, itemId } = successShapeOf(
        successes.map((response) => response["content"]),
        parameters,
        document,
      );
      return {
        id,
        summary: typeof summary === "string" ? summary.trim().replaceAll(/\s+/g, " ") : "",
        method: method.toUpperCase(),
        path,
        envelope,
        ...(itemId !== undefined && { pages: limitsOf(parameters, schemas) }),
        parameters: {
          path: kindsOf(parameters, "path", schemas),
          query: kindsOf(parameters, "query", schemas),
        },
        examples: examplesOf(successes, schemas),
        errors: errorsOf(
          responses.filter((response) => !isSuccess(response)),
          schemas,
        ),
      };
    });
  });
}

/** What a list's query parameter `limit` is by default, and at most. */
function limitsOf(parameters: readonly Json[], schemas: SchemaReader) {
  const limit = parameters.find((one) => one["in"] === "query" && one["name"] === "limit");
  const { default: usual, maximum } = schemas.resolve(limit?.["schema"]);
  return {
    ...(typeof usual === "number" && { default: usual }),
    ...(typeof maximum === "number" && { maximum }),
  };
}

/** Those parameters of a group that are more than a string, and how to read them. */
function kindsOf(
  parameters: readonly Json[],
  group: string,
  schemas: SchemaReader,
): Record<string, MockedParameter> {
  const kinds = new Map<string, MockedParameter>();
  for (const parameter of parameters.filter((one) => one["in"] === group)) {
    const schema = schemas.resolve(parameter["schema"]);
    const isList = schemas.typeOf(schema) === "array";
    const type = schemas.typeOf(isList ? schema["items"] : schema);
    const commas = group === "path" || parameter["explode"] === false;
    const kind: MockedParameter = {
      type:
        type === "integer" || type === "number" ? "number" : type === "boolean" ? type : "string",
      ...(isList && { list: commas ? "commas" : "repeated" }),
    };
    kinds.set(String(parameter["name"]), kind);
  }
  return Object.fromEntries([...kinds].filter(([, kind]) => kind.type !== "string" || kind.list));
}
