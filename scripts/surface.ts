import { isRecord } from "./isRecord.ts";
import { isDeepStrictEqual } from "node:util";

type Json = Readonly<Record<string, unknown>>;

/** What a part of the public surface can be. */
export type Kind = "server" | "security" | "operation" | "schema";

/** One part of the public surface. */
interface Item {
  readonly kind: Kind;
  readonly name: string;
  /** For an operation its method and path. */
  readonly where: string;
  readonly node: Json;
}

/** How a part of the public surface differs between two contracts. */
export interface Change {
  readonly type: "added" | "removed" | "changed" | "documentation";
  readonly kind: Kind;
  readonly name: string;
  readonly where: string;
  /** The parts that differ, such as `+colour` or `~limit`; empty unless `type` is `changed`. */
  readonly parts: readonly string[];
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** What a reader sees but no program: a change of it alone breaks nobody. */
const DOCUMENTATION = new Set([
  "links",
  "description",
  "summary",
  "example",
  "examples",
  "title",
  "x-remedy",
]);

const child = (node: unknown, key: string): Json => {
  const value = isRecord(node) ? node[key] : undefined;
  return isRecord(value) ? value : {};
};

/**
 * What differs in the public surface of two bundled contracts: servers, security schemes, operations,
 * schemas.
 *
 * @param before the older bundle; undefined or broken counts as empty
 * @param after the newer bundle
 */
export function surfaceChanges(before: unknown, after: unknown): Change[] {
  const old = new Map(itemsOf(before).map((item) => [keyOf(item), item]));
  const now = new Map(itemsOf(after).map((item) => [keyOf(item), item]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((key) => compare(old.get(key), now.get(key)))
    .filter((change) => change !== undefined);
}

const keyOf = (item: Item): string => `${item.kind} ${item.name}`;

function itemsOf(document: unknown): Item[] {
  const servers = list(isRecord(document) ? document["servers"] : []).filter(isRecord);
  const components = child(document, "components");
  return [
    ...servers.map((node): Item => ({
      kind: "server",
      name: String(node["url"]),
      where: "",
      node,
    })),
    ...named(child(components, "securitySchemes"), "security"),
    ...operationsOf(document),
    ...named(child(components, "schemas"), "schema"),
  ];
}

const named = (map: Json, kind: Kind): Item[] =>
  Object.entries(map).map(([name, node]) => ({
    kind,
    name,
    where: "",
    node: isRecord(node) ? node : {},
  }));

function operationsOf(document: unknown): Item[] {
  return Object.entries(child(document, "paths")).flatMap(([path, item]) =>
    METHODS.filter((method) => isRecord(item) && isRecord(item[method])).map((method): Item => {
      const operation = child(item, method);
      const where = `${method.toUpperCase()} ${path}`;
      const shared = isRecord(item) ? item["parameters"] : undefined;
      const { operationId } = operation;
      const parameters = [...list(shared), ...list(operation["parameters"])];
      const node = {
        where,
        security: isRecord(document) ? document["security"] : [],
        ...operation,
        parameters,
      };
      return {
        kind: "operation",
        name: typeof operationId === "string" ? operationId : where,
        where,
        node: Object.fromEntries(
          Object.entries(node).map(([key, value]) => [key, resolve(document, value)]),
        ),
      };
    }),
  );
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Puts what is referred to in its place, but for schemas, which are parts of their own. */
function resolve(document: unknown, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((value) => resolve(document, value));
  if (!isRecord(node)) return node;
  const ref = node["$ref"];
  if (typeof ref === "string" && !ref.startsWith("#/components/schemas/")) {
    return resolve(document, ref.split("/").slice(1).reduce<unknown>(child, document));
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, resolve(document, value)]),
  );
}

function compare(before: Item | undefined, after: Item | undefined): Change | undefined {
  const item = after ?? before;
  if (item === undefined) return undefined;
  const { kind, name, where } = item;
  const change = (type: Change["type"], parts: readonly string[] = []): Change => ({
    type,
    kind,
    name,
    where,
    parts,
  });
  if (before === undefined) return change("added");
  if (after === undefined) return change("removed");
  if (isDeepStrictEqual(before.node, after.node)) return undefined;
  const [old, now] = [strip(before.node), strip(after.node)];
  return isDeepStrictEqual(old, now)
    ? change("documentation")
    : change("changed", differingParts(old, now));
}

/** The node without its documentation. Names of properties stay, even one called `description`. */
function strip(node: unknown, names = false): unknown {
  if (Array.isArray(node)) return node.map((value) => strip(value));
  if (!isRecord(node)) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => names || !DOCUMENTATION.has(key))
      .map(([key, value]) => [key, strip(value, key === "properties" && !names)]),
  );
}

function differingParts(before: unknown, after: unknown): string[] {
  const old = partsOf(before);
  const now = partsOf(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => !isDeepStrictEqual(old.get(name), now.get(name)))
    .filter((name) => !(name.endsWith(REQUIRED) && onlyOnce(name, old, now)))
    .map((name) => `${!old.has(name) ? "+" : !now.has(name) ? "-" : "~"}${name}`);
}

const REQUIRED = " (required)";

/** That a property is required says nothing new where the property itself came or went. */
function onlyOnce(name: string, ...sides: readonly Map<string, unknown>[]): boolean {
  return sides.some((parts) => !parts.has(name.slice(0, -REQUIRED.length)));
}

/** What people name when they speak of a change: parameters, statuses, properties, values. */
function partsOf(node: unknown): Map<string, unknown> {
  if (!isRecord(node)) return new Map();
  const parts = Object.entries(node).flatMap(([key, value]): [string, unknown][] => {
    if ((key === "properties" || key === "responses") && isRecord(value))
      return Object.entries(value);
    if (key === "enum" || key === "required") {
      return list(value).map((item) => [
        key === "required" ? `${String(item)}${REQUIRED}` : String(item),
        true,
      ]);
    }
    if (key === "parameters") {
      return list(value).map((item) => [
        isRecord(item) ? String(item["name"]) : String(item),
        item,
      ]);
    }
    return [[key, value]];
  });
  return new Map(parts);
}
