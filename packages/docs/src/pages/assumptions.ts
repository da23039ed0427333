import { isObject, type Place } from "../../../contract/src/contract/Place.ts";
import type { Api } from "../contract/readApi.ts";

/** How the contract marks what the vendor's documentation does not say. */
const MARK = "**Assumed**";

/** Where a reader meets an assumption: how its pointer begins, and what the part is called. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^#\/info\//u, "The API as a whole"],
  [/^#\/(?:tags|paths)\//u, "Operations"],
  [/^#\/components\/parameters\//u, "Parameters"],
  [/^#\/components\/(?:responses|headers)\//u, "Answers"],
  [/^#\/components\/schemas\/(?:Error|Known)/u, "Errors and sets that grow"],
  [/^#\/components\/schemas\//u, "Schemas"],
  [/^#\//u, "Elsewhere"],
];

interface Assumption {
  readonly part: string;
  readonly where: string;
  readonly text: string;
}

/** Everything that the contract marks as assumed, in markdown, by where a reader meets it. */
export function assumptions(api: Api): string {
  const found = [...texts(api.root)].flatMap(({ pointer, text }) =>
    sentences(text).map((sentence): Assumption => {
      const part = PARTS.find(([begin]) => begin.test(pointer))?.[1] ?? "Elsewhere";
      return { part, where: whereOf(pointer, api), text: sentence };
    }),
  );
  // A response and its schema are told about with the same words.
  const told = new Set<string>();
  const distinct = found.filter(({ part, where, text }) => {
    const key = part === "Operations" ? where + text : text;
    return !told.has(key) && told.add(key);
  });
  const groups = PARTS.map(([, part]) => ({
    part,
    items: distinct.filter((one) => one.part === part).map(itemOf),
  }));
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ part, items }) => `## ${part}\n\n${items.join("\n")}\n`)
    .join("\n");
}

const itemOf = ({ where, text }: Assumption): string =>
  `- ${where === "" ? "" : `${where}: `}${text}`;

/** Every text below a place that has the mark in it. */
function* texts({ value, pointer }: Pick<Place, "value" | "pointer">): Generator<{
  pointer: string;
  text: string;
}> {
  if (typeof value === "string") {
    if (value.includes(MARK)) yield { pointer, text: value };
    return;
  }
  const members: [string, unknown][] =
    Array.isArray(value) || isObject(value) ? Object.entries(value) : [];
  for (const [key, member] of members) {
    const segment = key.replaceAll("~", "~0").replaceAll("/", "~1");
    yield* texts({ value: member, pointer: `${pointer}/${segment}` });
  }
}

/** The sentences that have the mark; one sentence may be a clause that begins with it. */
function sentences(text: string): readonly string[] {
  const paragraphs = text.split(/\n{2,}/u).filter((one) => !one.startsWith("#"));
  return (
    paragraphs
      .flatMap((one) =>
        one
          .replaceAll(/\s+/gu, " ")
          .trim()
          .split(/(?<=[.!?])\s+(?=[A-Z*`"])/u),
      )
      // What only explains the mark assumes nothing.
      .filter((sentence) => sentence.includes(MARK) && !sentence.includes(`says ${MARK}`))
  );
}

/** What a place is called: an operation, a parameter, a schema or a property of one. */
function whereOf(pointer: string, { operations }: Api): string {
  const keys = pointer.slice(2).split("/").map(unescape);
  if (keys[0] === "paths") {
    const operation = operations.find((one) => pointer.startsWith(`${one.pointer}/`));
    return operation === undefined
      ? `\`${keys[1] ?? ""}\``
      : `[${operation.summary}](operation:${operation.operationId})`;
  }
  if (keys[0] !== "components") return "";
  const properties = keys.flatMap((key, index) => (keys[index - 1] === "properties" ? [key] : []));
  return `\`${[keys[2], ...properties].join(".")}\``;
}

const unescape = (segment: string): string => segment.replaceAll("~1", "/").replaceAll("~0", "~");
