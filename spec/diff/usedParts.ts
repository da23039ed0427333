import { isRecord } from "../../scripts/isRecord.ts";
import type { Json } from "./json.ts";
import { resolve } from "./resolve.ts";

/** Every kind of shared part, so that none comes with the first part of its kind. */
const NO_PARTS = {
  schemas: {},
  responses: {},
  parameters: {},
  examples: {},
  requestBodies: {},
  headers: {},
  links: {},
  callbacks: {},
  pathItems: {},
  securitySchemes: {},
};

/** A contract without the shared parts that nothing refers to. */
export function usedParts(document: Json): Json {
  const { components = {}, ...rest } = document;
  if (!isRecord(components)) return document;
  const used = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    if (!isRecord(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "mapping" && isRecord(value)) Object.values(value).forEach(follow);
      if (key === "$ref") follow(value);
      else visit(value);
    }
  };
  const follow = (pointer: unknown): void => {
    if (typeof pointer !== "string" || used.has(pointer)) return;
    used.add(pointer);
    visit(resolve({ $ref: pointer }, document));
    const target = pointer.split("/").slice(1);
    // What lies within a component keeps all of it.
    if (target[0] === "components") used.add(`#/${target.slice(0, 3).join("/")}`);
  };
  visit(rest);
  const kept = Object.entries(components).map(([kind, members]): [string, unknown] => [
    kind,
    kind === "securitySchemes" || !isRecord(members)
      ? members
      : Object.fromEntries(
          Object.entries(members).filter(([name]) => used.has(`#/components/${kind}/${name}`)),
        ),
  ]);
  return { ...rest, components: { ...NO_PARTS, ...Object.fromEntries(kept) } };
}
