import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import openapiTS, {
  astToString,
  NEVER,
  oapiRef,
  STRING,
  tsLiteral,
  tsRecord,
} from "openapi-typescript";
import ts from "typescript";
import { generatedHeader } from "../../scripts/generatedHeader.ts";
import { isRecord } from "../../scripts/isRecord.ts";
import { writeIfNew } from "../../scripts/writeIfNew.ts";
import { type KnownMember, OPEN_SET, prepareDocument } from "./prepareDocument.ts";
import { assertExportable, nameSchemas } from "./nameSchemas.ts";

const SOURCE = "@ev-charger/spec/openapi.json";
const OUTPUT = fileURLToPath(new URL("src/index.gen.ts", import.meta.url));

/** `string & {}`: any string, but TypeScript does not let it swallow the literals beside it. */
const ANY_OTHER_STRING = ts.factory.createParenthesizedType(
  ts.factory.createIntersectionTypeNode([STRING, ts.factory.createTypeLiteralNode([])]),
);

/**
 * Writes `src/index.gen.ts` from the bundled contract, unless it is already up to date.
 * Reads the bundle anew each time, so a watcher may call it again and again in one process.
 *
 * @throws Error when the bundle is missing or broken; see also {@link typesFrom}.
 */
export async function generateTypes(): Promise<void> {
  const source = await readFile(fileURLToPath(import.meta.resolve(SOURCE)), "utf8");
  const header = generatedHeader(SOURCE, source);
  await writeIfNew(OUTPUT, header + (await typesFrom(JSON.parse(source))));
}

/**
 * The TypeScript of an OpenAPI document: `paths`, `operations`, `components`, and one exported type
 * per component schema under the schema's own name, with its description as JSDoc.
 *
 * - An open set, `anyOf: [<known strings>, { type: string }]`, becomes `Known | (string & {})`: any
 *   string is accepted, and editors still complete the known ones.
 * - An object without properties is `Record<string, never>` when closed, else `Record<string, unknown>`.
 * - A property is optional unless the schema requires it, whether or not it has a default.
 *
 * @param document A parsed OpenAPI 3.1 document with local references only.
 * @throws Error when it is not one, or naming the schema whose name cannot be exported.
 */
export async function typesFrom(document: unknown): Promise<string> {
  if (!isRecord(document) || typeof document["openapi"] !== "string") {
    throw new Error(
      `Not an OpenAPI document: it has no "openapi" version. Bundle the contract first.`,
    );
  }
  const components = isRecord(document["components"]) ? document["components"] : {};
  assertExportable(Object.keys(isRecord(components["schemas"]) ? components["schemas"] : {}));
  const nodes = await openapiTS(JSON.stringify(prepareDocument(document)), {
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    silent: true,
    transform: (schema) => transform(schema),
  });
  return astToString(nameSchemas(nodes));
}

/** The types that openapi-typescript would print too wide, or not at all. */
function transform(schema: object): ts.TypeNode | undefined {
  if (!isRecord(schema)) return undefined;
  const known = schema[OPEN_SET];
  if (isKnownMembers(known)) return openSet(known);
  if (schema["type"] === "object" && isClosedAndEmpty(schema)) return tsRecord(STRING, NEVER);
  // "Any string but the known ones", as in the error of a code yet to be invented.
  if (schema["type"] === "string" && isRecord(schema["not"])) return ANY_OTHER_STRING;
  return undefined;
}

function openSet(known: readonly KnownMember[]): ts.TypeNode {
  const members = known.map((member) =>
    "ref" in member ? oapiRef(member.ref) : tsLiteral(member.value),
  );
  return ts.factory.createUnionTypeNode([...members, ANY_OTHER_STRING]);
}

function isKnownMembers(value: unknown): value is KnownMember[] {
  return Array.isArray(value) && value.every(isRecord);
}

function isClosedAndEmpty(schema: Record<string, unknown>): boolean {
  const properties = isRecord(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  const more = ["allOf", "anyOf", "oneOf", "patternProperties"].some(
    (keyword) => keyword in schema,
  );
  return schema["additionalProperties"] === false && properties.length === 0 && !more;
}
