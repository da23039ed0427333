import { isRecord } from "../isRecord.ts";

/** An object of a document. */
export type Json = Record<string, unknown>;

/** The members of an object; none where there is no object. */
export const entriesOf = (value: unknown): [name: string, value: unknown][] =>
  isRecord(value) ? Object.entries(value) : [];

/** A list; an empty one where there is none. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** An object whose members are made from those of another. */
export const mapValues = (
  value: unknown,
  change: (value: unknown, name: string) => unknown,
): Json => Object.fromEntries(entriesOf(value).map(([name, one]) => [name, change(one, name)]));

/** The steps of a local reference, decoded. */
export const stepsOf = (ref: string): string[] =>
  ref
    .slice(2)
    .split("/")
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));

/** What a local reference points to; undefined where it points to nothing. */
export function pointedTo(document: unknown, ref: string): unknown {
  if (!ref.startsWith("#/")) return undefined;
  let target = document;
  for (const step of stepsOf(ref)) {
    const owns = typeof target === "object" && target !== null && Object.hasOwn(target, step);
    target = owns ? Reflect.get(Object(target), step) : undefined;
  }
  return target;
}

/** What a node is by way of its reference; what stands beside that is kept. */
export function follow(node: unknown, document: Json, hops = 0): Json {
  if (!isRecord(node)) return {};
  const { $ref: ref, ...beside } = node;
  if (typeof ref !== "string" || hops > 20) return node;
  return { ...follow(pointedTo(document, ref), document, hops + 1), ...beside };
}
