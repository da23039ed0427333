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

/** A node, and where it stands: in its own file when it was reached by `$ref`. */
export interface Placed {
  readonly node: unknown;
  readonly location: UserContext["location"];
}

/** Follows a `$ref`, if there is one, from a place anywhere in the contract. */
export function placed(node: unknown, location: Placed["location"], ctx: UserContext): Placed {
  if (!isObject(node) || typeof node["$ref"] !== "string") return { node, location };
  const target = ctx.resolve({ $ref: node["$ref"] }, location.source.absoluteRef);
  return target.location === undefined ? { node: undefined, location } : target;
}

interface Parameter extends Placed {
  readonly node: Json;
}

/** The parameters of an operation and of its path, `$ref`s followed; the operation's own win. */
export function parametersOf(operation: unknown, parents: unknown, ctx: UserContext): Parameter[] {
  const holders = [
    {
      node: isObject(parents) ? parents["PathItem"] : undefined,
      location: ctx.parentLocations["PathItem"],
    },
    { node: operation, location: ctx.location },
  ];
  const named = new Map<string, Parameter>();
  for (const holder of holders) {
    const parameters = isObject(holder.node) ? list(holder.node["parameters"]) : [];
    for (const [index, parameter] of parameters.entries()) {
      const at = (holder.location ?? ctx.location).child(["parameters", String(index)]);
      const { node, location } = placed(parameter, at, ctx);
      if (isObject(node))
        named.set(`${String(node["in"])}.${String(node["name"])}`, { node, location });
    }
  }
  return [...named.values()];
}
