import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Contract } from "./Contract.ts";
import { isJson, type Json } from "./Json.ts";

/** Where OpenAPI lets a schema say more than JSON Schema does; none of it constrains a value. */
const ANNOTATIONS = ["discriminator", "xml", "externalDocs", "example"];

/** Compiles schemas that refer to the contract. */
export type Compile = (schema: Json) => ValidateFunction;

/**
 * An Ajv for JSON Schema 2020-12, as OpenAPI 3.1 wants it, in which `#/…` of the contract can be
 * referred to. Values are checked as they are: nothing is converted, filled in or dropped.
 */
export function compilerFor({ document }: Contract): Compile {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false });
  addFormats.default(ajv);
  const words = new Set([...ANNOTATIONS, ...Object.keys(document), ...extensionsOf(document)]);
  ajv.addVocabulary([...words].filter((keyword) => ajv.getKeyword(keyword) === false));
  ajv.addSchema(document, ROOT);
  return (schema) => ajv.compile(absolute(schema));
}

/** What is wrong at one place, for people. */
export interface Issue {
  /** The JSON Pointer of the place; empty for the whole. */
  readonly pointer: string;
  readonly message: string;
}

/** No more are told at once: who sends nothing but mistakes gets no answer many times as long. */
export const MOST_ISSUES = 20;

/** The first places that a validation found, without what follows from another one. */
export function issuesOf(errors: readonly ErrorObject[], most = MOST_ISSUES): Issue[] {
  const unions = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  return errors
    .filter((error) => !unions.some((union) => isInside(error, union)))
    .slice(0, most)
    .map(({ instancePath, keyword, params, message = `breaks ${keyword}`, parentSchema }) => {
      if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") {
        const name = String(params["additionalProperty"] ?? params["unevaluatedProperty"]);
        const pointer = `${instancePath}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        return { pointer, message: "is not a property of this object" };
      }
      if (keyword === "required") {
        return {
          pointer: `${instancePath}/${String(params["missingProperty"])}`,
          message: "is missing",
        };
      }
      const allowed: unknown = params["allowedValues"] ?? params["allowedValue"];
      if (allowed !== undefined) {
        const values = Array.isArray(allowed) ? allowed : [allowed];
        const list = values.map((value) => JSON.stringify(value)).join(", ");
        return { pointer: instancePath, message: `must be one of ${list}` };
      }
      const examples: unknown = parentSchema?.["examples"];
      const hint =
        (keyword === "anyOf" || keyword === "oneOf" || keyword === "pattern") &&
        Array.isArray(examples)
          ? ` has none of the allowed forms; examples: ${examples.map((one) => JSON.stringify(one)).join(", ")}`
          : message;
      return { pointer: instancePath, message: hint.trim() };
    });
}

const ROOT = "contract";

/** Errors of the variants say what each of them would have wanted; the union says it in one. */
function isInside(error: ErrorObject, union: ErrorObject): boolean {
  if (error === union) return false;
  const variants = union.schema;
  const belongs =
    error.instancePath === union.instancePath ||
    error.instancePath.startsWith(`${union.instancePath}/`);
  return belongs && Array.isArray(variants) && error.schemaPath !== union.schemaPath;
}

function absolute(node: unknown): Json {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isJson(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        key === "$ref" && typeof member === "string" && member.startsWith("#")
          ? `${ROOT}${member}`
          : walk(member),
      ]),
    );
  };
  const result = walk(node);
  return isJson(result) ? result : {};
}

function extensionsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(extensionsOf);
  if (!isJson(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    ...(key.startsWith("x-") ? [key] : []),
    ...extensionsOf(value),
  ]);
}
