import type { ContractChange } from "./diffContracts.ts";

/** What only readers of a contract see: kinds of places, and members. */
const TYPES =
  /^(?:Info|Contact|License|Example|ExamplesMap|ExternalDocs|Tag|TagList|Link|LinksMap|SpecExtension)$/u;
const MEMBERS =
  /^(?:description|summary|title|examples?|externalDocs|tags|bearerFormat|scopeDescriptions|x-.*)$/u;

/** Whether only what is said of the API changed, unless a rule finds more in it. */
export function isProse({
  typeName,
  property,
  before,
  after,
}: Pick<ContractChange, "typeName" | "property" | "before" | "after">): boolean {
  const isLetterCase =
    /^(?:key|name)$/u.test(property ?? "") && lower(before?.value) === lower(after?.value);
  return TYPES.test(typeName) || MEMBERS.test(property ?? "") || isLetterCase;
}

const lower = (value: unknown): string => String(value).toLowerCase();
