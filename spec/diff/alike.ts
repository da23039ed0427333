import { isRecord } from "../../scripts/isRecord.ts";
import { DATA, type Json, objectOf } from "./json.ts";
import { resolve } from "./resolve.ts";
import { plain } from "./plain.ts";
import { isNull } from "./plainSchema.ts";
import { sameAccess } from "./sameAccess.ts";
import { sameReferences } from "./sameReferences.ts";
import { withNewNames } from "./renamedParts.ts";

/**
 * Two contracts in the same words, so that what differs between them is what they say: see `plain`;
 * besides, both refer to shared parts in the same places, both say for an operation where it is and how
 * one gets in when one of them does, a schema that is one of several kinds in one of them is one of one
 * kind in the other, shared parts have the later one's names, and the version and OpenAPI's are the later
 * one's.
 */
export function alike(before: Json, after: Json): readonly [before: Json, after: Json] {
  const later = plain(after);
  const [old, now] = sameReferences(withNewNames(plain(before), later), later).map(objectOf);
  const secured = sameAccess(old ?? {}, now ?? {});
  const [one, other] = withKinds(...secured, ...secured).map(objectOf);
  const { version } = objectOf(other?.["info"]);
  const info = { ...objectOf(one?.["info"]), version };
  return [{ ...one, openapi: other?.["openapi"], info }, other ?? {}];
}

/** Goes through both contracts at once, as far as they have the same members. */
function withKinds(one: unknown, other: unknown, before: Json, after: Json): [unknown, unknown] {
  if (Array.isArray(one) && Array.isArray(other)) {
    const pairs = one.map((item, at) => withKinds(item, other[at], before, after));
    return [
      pairs.map(([left]) => left),
      other.map((item, at): unknown => (at < pairs.length ? pairs[at]?.[1] : item)),
    ];
  }
  if (!isRecord(one) || !isRecord(other)) return [one, other];
  const [left, right] = [keywordOf(one, before), keywordOf(other, after)];
  const isSameReference = "$ref" in one && one["$ref"] === other["$ref"];
  if (!isSameReference && left !== undefined && right === undefined && isSchema(other, after)) {
    return [one, oneKind(other, left)];
  }
  if (!isSameReference && right !== undefined && left === undefined && isSchema(one, before)) {
    return [oneKind(one, right), other];
  }
  const copies: [Record<string, unknown>, Record<string, unknown>] = [
    { ...one },
    byKeyword({ ...other }, right, left),
  ];
  for (const key of Object.keys(one)) {
    if (!(key in copies[1]) || DATA.test(key)) continue;
    [copies[0][key], copies[1][key]] = withKinds(one[key], copies[1][key], before, after);
  }
  return copies;
}

/** One kind or null is the same by either keyword, as nothing is of both. */
function byKeyword(schema: Json, keyword = "", wanted = keyword): Record<string, unknown> {
  const { [keyword]: kinds, ...beside } = schema;
  const isEither = Array.isArray(kinds) && kinds.length === 2 && kinds.some(isNull);
  return isEither && !(wanted in schema) ? { ...beside, [wanted]: kinds } : { ...schema };
}

/** The keyword by which a schema is one of several kinds. */
function keywordOf(schema: Json, document: Json): string | undefined {
  const found = resolve(schema, document);
  return ["oneOf", "anyOf"].find((keyword) => isRecord(found) && Array.isArray(found[keyword]));
}

/** Whether what stands where the other contract has kinds says what it is. */
function isSchema(schema: Json, document: Json): boolean {
  const found = resolve(schema, document);
  return isRecord(found) && ["type", "properties", "enum", "allOf"].some((key) => key in found);
}

function oneKind(schema: Json, keyword: string): Json {
  const { description, title, ...kind } = schema;
  return {
    ...(description !== undefined && { description }),
    ...(title !== undefined && { title }),
    [keyword]: [kind],
  };
}
