import type { Label, Pair } from "./Pair.ts";

const SCHEMAS = "/components/schemas";

/** A change of a property, once of what is sent and once of what is answered. */
export function ofBoth(
  name: string,
  property: string,
  value: unknown,
  sent: readonly [Label, Label],
  got: readonly [Label, Label],
): readonly Pair[] {
  return [
    [`sent: ${name}`, { [`${SCHEMAS}/Sent/properties/${property}`]: value }, ...sent],
    [`answered: ${name}`, { [`${SCHEMAS}/Got/properties/${property}`]: value }, ...got],
  ];
}

/** What takes more. */
export const wider = [
  ["minor", "major"],
  ["major", "minor"],
] as const;
/** What takes less. */
export const narrower = [
  ["major", "minor"],
  ["minor", "major"],
] as const;
/** What takes something else. */
export const other = [
  ["major", "major"],
  ["major", "major"],
] as const;
/** What takes the same. */
export const same = [
  ["none", "none"],
  ["none", "none"],
] as const;
