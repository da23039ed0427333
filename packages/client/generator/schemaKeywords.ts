const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Keywords whose value is a schema. */
export const ONE_SCHEMA = words(
  "additionalProperties contains else if items not propertyNames then unevaluatedItems " +
    "unevaluatedProperties",
);

/** Keywords whose value is a list of schemas. */
export const LIST_OF_SCHEMAS = words("allOf anyOf oneOf prefixItems");

/** Keywords whose value is an object of schemas, under names of the author's. */
export const MAP_OF_SCHEMAS = words("dependentSchemas patternProperties properties");

/** Keywords that say something about a value, and do not judge it. */
export const ANNOTATIONS = words(
  "$comment contentEncoding contentMediaType contentSchema default deprecated description " +
    "discriminator example examples externalDocs readOnly title writeOnly xml",
);

/** Keywords that judge a value, and have no schema in them. */
export const JUDGING = words(
  "const dependentRequired enum exclusiveMaximum exclusiveMinimum format maxContains maxItems " +
    "maxLength maxProperties maximum minContains minItems minLength minProperties minimum " +
    "multipleOf pattern required type uniqueItems",
);
