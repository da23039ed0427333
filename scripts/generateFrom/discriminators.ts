import { isRecord } from "../isRecord.ts";
import { entriesOf, type Json, listOf, pointedTo, stepsOf } from "./parts.ts";

/**
 * A union whose discriminator is part of its branches: each then says itself which values of the
 * property it stands for. Judged by their properties alone, two branches may well fit at once.
 *
 * @param cleaned The schema, whose references are renamed.
 * @param original The schema with its discriminator.
 * @param renamed Gives a reference of the original its new form.
 */
export function withTags(
  cleaned: Json,
  original: Json,
  renamed: (ref: string) => string,
  document: Json,
): Json {
  const { propertyName, mapping } = isRecord(original["discriminator"])
    ? original["discriminator"]
    : {};
  if (typeof propertyName !== "string") return cleaned;
  const tagged = { ...cleaned };
  for (const union of ["anyOf", "oneOf"]) {
    const branches = listOf(cleaned[union]);
    if (branches.length === 0) continue;
    tagged[union] = branches.map((branch, index) => {
      const given = listOf(original[union])[index];
      const target = isRecord(given) ? given["$ref"] : undefined;
      if (typeof target !== "string") return branch;
      const values = valuesOf(target, mapping, renamed);
      return isTagged(pointedTo(document, target), propertyName, values)
        ? branch
        : { allOf: [branch, tag(propertyName, values)] };
    });
  }
  return tagged;
}

const tag = (property: string, values: readonly string[]): Json => ({
  type: "object",
  required: [property],
  properties: { [property]: { type: "string", enum: values } },
});

/** The values that stand for a schema: those that are mapped to it, or else its own name. */
function valuesOf(target: string, mapping: unknown, renamed: (ref: string) => string): string[] {
  const values = entriesOf(mapping)
    .filter(([, to]) => {
      const ref = String(to);
      return renamed(ref.startsWith("#") ? ref : `#/components/schemas/${ref}`) === renamed(target);
    })
    .map(([value]) => value);
  return values.length > 0 ? values : [stepsOf(target).at(-1) ?? ""];
}

/** Whether a schema requires one of the values already. */
function isTagged(schema: unknown, property: string, values: readonly string[]): boolean {
  if (!isRecord(schema) || !listOf(schema["required"]).includes(property)) return false;
  const [, own] = entriesOf(schema["properties"]).find(([name]) => name === property) ?? [];
  if (!isRecord(own)) return false;
  const said = "const" in own ? [own["const"]] : listOf(own["enum"]);
  return said.length > 0 && said.every((value) => values.includes(String(value)));
}
