import type { JudgedError } from "./Validator.ts";

/** An error in words: a verb, and one or more things of which any would do. */
export interface Finding {
  readonly pointer: string;
  readonly keyword: string;
  readonly verb: string;
  readonly options: readonly string[];
}

type Says = JudgedError[2];

const limited =
  (verb: string, what: string, many = `${what}s`) =>
  ({ limit }: Says) =>
    [`must have at ${verb} ${String(limit)} ${limit === 1 ? what : many}`] as const;

/** What keywords ask for; of a keyword that is not here, its name has to do. */
const WORDS: Readonly<
  Record<string, (says: Says) => readonly [verb: string, ...options: string[]]>
> = {
  additionalProperties: () => ["is not allowed"],
  const: ({ allowedValue }) => ["must be ", JSON.stringify(allowedValue)],
  dependentRequired: () => ["is missing"],
  enum: ({ allowedValues }) => [
    "must be ",
    ...listOf(allowedValues).map((one) => JSON.stringify(one)),
  ],
  "false schema": () => ["is not allowed"],
  format: ({ format }) => ["must be in the format ", String(format)],
  maxItems: limited("most", "item"),
  maxLength: limited("most", "character"),
  maxProperties: limited("most", "property", "properties"),
  maximum: compared,
  exclusiveMaximum: compared,
  minItems: limited("least", "item"),
  minLength: limited("least", "character"),
  minProperties: limited("least", "property", "properties"),
  minimum: compared,
  exclusiveMinimum: compared,
  multipleOf: ({ multipleOf }) => ["must be a multiple of ", String(multipleOf)],
  not: () => ["must not be what the contract rules out"],
  pattern: ({ pattern }) => ["must match ", String(pattern)],
  required: () => ["is missing"],
  type: ({ type }) => ["must be ", ...[type].flat().map(String)],
  unevaluatedProperties: () => ["is not allowed"],
  uniqueItems: () => ["must not have an item twice"],
};

/** Says in words what is wrong where. */
export function findingOf([path, keyword, says]: JudgedError): Finding {
  // These are about a property, not about the object around it.
  const property =
    says["missingProperty"] ?? says["additionalProperty"] ?? says["unevaluatedProperty"];
  const pointer = typeof property === "string" ? `${path}/${escaped(property)}` : path;
  const [verb, ...options] = WORDS[keyword]?.(says) ?? [`breaks "${keyword}"`];
  return { pointer, keyword, verb, options };
}

function compared({ comparison, limit }: Says): readonly [string, string] {
  return ["must be ", `${String(comparison)} ${String(limit)}`];
}

function escaped(property: string): string {
  return property.replaceAll("~", "~0").replaceAll("/", "~1");
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
