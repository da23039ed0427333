import type { UserContext } from "@redocly/openapi-core";

export type Json = Readonly<Record<string, unknown>>;

/** A node of the description, `$ref`s not followed. */
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const entries = (value: unknown): [string, unknown][] =>
  isObject(value) ? Object.entries(value) : [];

/** Follows a `$ref`, if there is one, from the place where the rule stands. */
export function follow(node: unknown, ctx: UserContext): unknown {
  return isObject(node) && typeof node["$ref"] === "string"
    ? ctx.resolve({ $ref: node["$ref"] }).node
    : node;
}

export const isObjectSchema = (schema: Json): boolean =>
  [schema["type"]].flat().includes("object") || schema["properties"] !== undefined;

/** The parameters of an operation and of its path, `$ref`s followed. */
export function parametersOf(operation: unknown, parents: unknown, ctx: UserContext): unknown[] {
  const path = isObject(parents) ? parents["PathItem"] : undefined;
  return [path, operation]
    .flatMap((holder) => (isObject(holder) ? list(holder["parameters"]) : []))
    .map((parameter) => follow(parameter, ctx));
}
