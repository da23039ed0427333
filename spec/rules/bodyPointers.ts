import type { UserContext } from "@redocly/openapi-core";
import { entries, isObject, list, type Placed, placed } from "./nodes.ts";
import { members } from "./shapes.ts";

/** Where a JSON Pointer leads in a body: to schemas, or nowhere, and then why, and the next step. */
export interface Way {
  readonly schemas: readonly Placed[];
  readonly fault?: string;
}

/** Follows a JSON Pointer through the schema of a body, into whichever of several it may be. */
export function wayInto(body: Placed, pointer: string, ctx: UserContext): Way {
  if (!/^(\/([^~/]|~[01])*)*$/.test(pointer)) {
    return {
      schemas: [],
      fault: `${pointer} is no JSON Pointer. Write one, such as /data/id, with ~1 for a slash in a name and ~0 for a tilde.`,
    };
  }
  let schemas = choicesOf(body, ctx);
  let passed = "";
  for (const token of pointer.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    const next = schemas.flatMap((schema) => below(schema, name, ctx));
    if (next.length === 0) return { schemas: [], fault: faultAt(schemas, passed, name) };
    schemas = next.flatMap((schema) => choicesOf(schema, ctx));
    passed += `/${token}`;
  }
  return { schemas };
}

/** A schema, and those that it adds to itself or chooses from: they may build on it again. */
function choicesOf(root: Placed, ctx: UserContext): Placed[] {
  const found = new Map([[root.node, root]]);
  for (const one of found.values()) {
    for (const member of ["allOf", "anyOf", "oneOf"].flatMap((key) => members(one, key, ctx)))
      if (!found.has(member.node)) found.set(member.node, member);
  }
  return [...found.values()];
}

function below({ node, location }: Placed, name: string, ctx: UserContext): Placed[] {
  if (!isObject(node)) return [];
  const place = (schema: unknown, ...path: string[]) => [placed(schema, location.child(path), ctx)];
  const property = entries(node["properties"]).find(([key]) => key === name);
  if (property !== undefined) return place(property[1], "properties", name);
  if (isObject(node["additionalProperties"]))
    return place(node["additionalProperties"], "additionalProperties");
  if (!/^(0|[1-9]\d*)$/.test(name)) return [];
  const inPlace = list(node["prefixItems"])[Number(name)];
  if (inPlace !== undefined) return place(inPlace, "prefixItems", name);
  return isObject(node["items"]) ? place(node["items"], "items") : [];
}

function faultAt(schemas: readonly Placed[], passed: string, name: string): string {
  const nodes = schemas.map(({ node }) => node).filter(isObject);
  const names = nodes.flatMap((node) => entries(node["properties"]).map(([key]) => key));
  const where = passed === "" ? "the body" : passed;
  if (names.length > 0)
    return `${where} has no ${name}. Choose from ${[...new Set(names)].join(", ")}.`;
  return nodes.some((node) => "items" in node)
    ? `${where} is a list. Go on with the number of an item, as in ${passed}/0.`
    : `nothing is said of what ${where} has in it. End the pointer there, or describe ${name}.`;
}
