const KINDS = ["Operation", "Guide", "Error", "Decision", "Changelog"] as const;

/** Something that the search finds. */
export interface Findable {
  readonly id: number;
  /** What kind of thing it is, in a word that readers see. */
  readonly kind: (typeof KINDS)[number];
  /** Its address, from the root of the site. */
  readonly href: string;
  readonly title: string;
  /** What it is part of or stands for: the title of its page, or the path of an operation. */
  readonly within: string;
  /** How an operation is called, such as `GET`. */
  readonly method?: string;
  /** There when it is to go. */
  readonly deprecated?: true;
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
  const names = member("names");
  return (
    Number.isInteger(member("id")) &&
    KINDS.some((kind) => kind === member("kind")) &&
    ["href", "title", "within", "text"].every((key) => typeof member(key) === "string") &&
    ["string", "undefined"].includes(typeof member("method")) &&
    [true, undefined].some((one) => one === member("deprecated")) &&
    Array.isArray(names) &&
    names.every((name) => typeof name === "string")
  );
}
