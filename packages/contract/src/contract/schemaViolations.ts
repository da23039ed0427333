import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import { isObject, Place } from "./Place.ts";
import type { Problem } from "./Problem.ts";

/** Where OpenAPI lets a schema say more than JSON Schema does; none of it constrains a value. */
const annotations = ["discriminator", "xml", "externalDocs", "example"];

/**
 * Makes the function that holds a value against a schema of the document. A schema with a keyword
 * or format that is not known throws when it is first used: it would silently check nothing.
 */
export function schemaViolations(document: unknown) {
  const root = Place.root(document);
  const pointers = new Map<unknown, string>();
  const extensions = new Set<string>();
  for (const place of everyObject(root)) {
    pointers.set(place.value, place.pointer);
    for (const [key] of place.entries()) if (key.startsWith("x-")) extensions.add(key);
  }

  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    // To the computer, 0.07 is no multiple of 0.01.
    multipleOfPrecision: 9,
    strictTypes: false,
    strictTuples: false,
  });
  addFormats.default(ajv);
  // Ajv takes the whole document for a schema, whose parts are keywords to it.
  const parts = root.entries().map(([key]) => key);
  const meaningless = new Set([...annotations, ...extensions, ...parts]);
  ajv.addVocabulary([...meaningless].filter((keyword) => ajv.getKeyword(keyword) === false));
  ajv.addSchema(isObject(document) ? document : {}, "contract");

  return (schema: Place, value: unknown): readonly Problem[] => {
    const validate = ajv.getSchema(`contract${fragment(schema.pointer)}`);
    if (validate === undefined) throw schema.wrong("is not a schema");
    return validate(value) ? [] : (validate.errors ?? []).map((error) => problem(error, pointers));
  };
}

function problem(error: ErrorObject, pointers: ReadonlyMap<unknown, string>): Problem {
  const { instancePath, keyword, message = `breaks ${keyword}`, params, parentSchema } = error;
  // Ajv gives the keyword's path from the last reference on, so the schema itself has to tell.
  const pointer = `${pointers.get(parentSchema) ?? "#"}/${keyword}`;
  const allowed: unknown = params["allowedValues"] ?? params["allowedValue"];
  const detail = allowed === undefined ? "" : ` (${JSON.stringify(allowed)})`;
  return { message: `${instancePath || "the whole"} ${message}${detail}`, pointer };
}

function* everyObject(place: Place): Generator<Place> {
  if (isObject(place.value)) {
    yield place;
    for (const [, member] of place.entries()) yield* everyObject(member);
  } else if (Array.isArray(place.value)) {
    for (const item of place.items()) yield* everyObject(item);
  }
}

const fragment = (pointer: string): string =>
  pointer
    .split("/")
    .map((segment) => (segment === "#" ? segment : encodeURIComponent(segment)))
    .join("/");
