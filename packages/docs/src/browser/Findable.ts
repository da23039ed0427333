/** Something that the search finds. */
export interface Findable {
  readonly id: number;
  /** What kind of thing it is, in a word that readers see. */
  readonly kind: "Operation" | "Guide" | "Error" | "Decision" | "Changelog";
  /** Its address, from the root of the site. */
  readonly href: string;
  readonly title: string;
  /** What it is part of or stands for: the title of its page, or method and path. */
  readonly within: string;
  /** What it may be called instead, such as an operationId. */
  readonly names: readonly string[];
  readonly text: string;
}

/** Whether a value is what the site's build puts into the data of the search. */
export function isFindables(value: unknown): value is readonly Findable[] {
  return Array.isArray(value) && value.every(isFindable);
}

function isFindable(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const member = (key: string): unknown => Reflect.get(value, key);
  const texts = ["kind", "href", "title", "within", "text"].map(member);
  return texts.every((text) => typeof text === "string") && Array.isArray(member("names"));
}
