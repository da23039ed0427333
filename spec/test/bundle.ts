import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { ValidateFunction } from "ajv";

export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`Not an object: ${JSON.stringify(value)}`);
  }
  return { ...value };
}

/** What stands at a JSON Pointer, given as its unescaped parts. */
export const at = (node: unknown, ...path: string[]): unknown =>
  path.reduce((value, key) => object(value)[key], node);

export const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, "utf8"));

export const bundled: unknown = readJson(new URL("../dist/openapi.json", import.meta.url));

export const schemas = object(at(bundled, "components", "schemas"));

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(object(bundled), "contract");

/** The validator of a component schema of the bundle. */
export function validator(name: string): ValidateFunction {
  const validate = ajv.getSchema(`contract#/components/schemas/${name}`);
  if (validate === undefined) throw new Error(`The bundle has no schema ${name}.`);
  return validate;
}
