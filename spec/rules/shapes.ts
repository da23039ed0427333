import type { UserContext } from "@redocly/openapi-core";
import { entries, isObject, list, type Placed, placed } from "./nodes.ts";

/** The properties that an object has, and the names of those that it always has. */
export interface Shape {
  readonly properties: ReadonlyMap<string, Placed>;
  readonly required: ReadonlySet<string>;
}

/** The schemas that a keyword such as `allOf` lists. */
export const members = ({ node, location }: Placed, keyword: string, ctx: UserContext): Placed[] =>
  (isObject(node) ? list(node[keyword]) : []).map((member, index) =>
    placed(member, location.child([keyword, String(index)]), ctx),
  );

/** Whether a schema allows values of this type and of no other. */
export const isOnly = (type: string, { node }: Placed): boolean =>
  isObject(node) && [node["type"]].flat().every((one) => one === type);

/** The shape of an object, with what `allOf` adds; undefined for what may be anything else, as null. */
export function shapeOf(at: Placed, ctx: UserContext): Shape | undefined {
  if (!isObject(at.node)) return undefined;
  const parts = members(at, "allOf", ctx)
    .map((part) => shapeOf(part, ctx))
    .filter((shape) => shape !== undefined);
  const untyped = at.node["type"] === undefined && at.node["properties"] !== undefined;
  if (!untyped && !isOnly("object", at) && parts.length === 0) return undefined;

  const own = entries(at.node["properties"]).map(
    ([name, property]) =>
      [name, placed(property, at.location.child(["properties", name]), ctx)] as const,
  );
  const required = list(at.node["required"]).filter((name) => typeof name === "string");
  return {
    properties: new Map([...parts.flatMap((part) => [...part.properties]), ...own]),
    required: new Set([...parts.flatMap((part) => [...part.required]), ...required]),
  };
}

/** The bodies of a request or of an answer, one for each media type; none without content. */
export function bodiesOf({ node, location }: Placed, ctx: UserContext): Placed[] {
  const media = isObject(node) ? entries(node["content"]) : [];
  return media.map(([type, one]) =>
    placed(
      isObject(one) ? one["schema"] : undefined,
      location.child(["content", type, "schema"]),
      ctx,
    ),
  );
}

/** An answer of an operation. */
export interface Answer {
  readonly status: string;
  /** Where the operation names it. */
  readonly location: Placed["location"];
  readonly response: Placed;
  readonly bodies: readonly Placed[];
}

/** The answers of an operation, from the place of the operation itself. */
export function answersOf(operation: unknown, ctx: UserContext): Answer[] {
  const responses = isObject(operation) ? entries(operation["responses"]) : [];
  return responses.map(([status, node]) => {
    const location = ctx.location.child(["responses", status]);
    const response = placed(node, location, ctx);
    return { status, location, response, bodies: bodiesOf(response, ctx) };
  });
}

/** The answers with a status of 2xx. */
export const successesOf = (operation: unknown, ctx: UserContext): Answer[] =>
  answersOf(operation, ctx).filter(({ status }) => /^2\d\d$/.test(status));

const ENVELOPE = ["success", "data", "meta"];

/** Whether a body is an object that always has `success`, `data` and `meta`. */
export function isEnvelope(body: Placed, ctx: UserContext): boolean {
  const shape = shapeOf(body, ctx);
  return shape !== undefined && ENVELOPE.every((name) => shape.required.has(name));
}

/** What a caller gets of a body: the `data` of an envelope, the body itself where there is none. */
export function dataOf(body: Placed, ctx: UserContext): Placed {
  if (!isEnvelope(body, ctx)) return body;
  return shapeOf(body, ctx)?.properties.get("data") ?? { ...body, node: undefined };
}

/** The strings of a closed list, also where it is a member of an open set. */
export function knownValues(at: Placed, ctx: UserContext): Set<unknown> {
  if (!isObject(at.node)) return new Set();
  const own = "const" in at.node ? [at.node["const"]] : list(at.node["enum"]);
  const nested = ["anyOf", "oneOf"].flatMap((keyword) =>
    members(at, keyword, ctx).flatMap((member) => [...knownValues(member, ctx)]),
  );
  return new Set([...own, ...nested].filter((value) => typeof value === "string"));
}
