import { isRecord } from "../isRecord.ts";
import type { Fault } from "./Fault.ts";
import { entriesOf, listOf } from "./parts.ts";

/** Schemas that are made of themselves, without a property or an item in between: nothing fits them. */
export function loopIn(schemas: Readonly<Record<string, unknown>>): Fault[] {
  const partsOf = (schema: unknown): string[] => {
    if (!isRecord(schema)) return [];
    const { $ref: ref, allOf, anyOf, oneOf } = schema;
    const own = typeof ref === "string" ? [ref.slice("#/components/schemas/".length)] : [];
    return [...own, ...[allOf, anyOf, oneOf].flatMap(listOf).flatMap(partsOf)];
  };
  const parts = new Map(entriesOf(schemas).map(([name, schema]) => [name, partsOf(schema)]));
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (parts.get(from) ?? []).some((part) => {
      if (part === to) return true;
      if (seen.has(part)) return false;
      seen.add(part);
      return reaches(part, to, seen);
    });
  return [...parts.keys()]
    .filter((name) => reaches(name, name, new Set()))
    .map((name) => ({
      where: `components.schemas.${name}`,
      problem: "it is composed of itself. Take it out of its own allOf, anyOf or oneOf.",
    }));
}
