import { isObject, type Place } from "../../../contract/src/contract/Place.ts";
import { keysOf } from "../../../contract/src/contract/segment.ts";
import type { Api, ApiOperation } from "../contract/readApi.ts";
import { prose } from "./prose.ts";
import { componentOf, type Usage, usageOf } from "./usage.ts";

/** How the contract marks what the vendor's documentation does not say. */
const MARK = "**Assumed**";

/** Where a reader meets an assumption: how its pointer begins, and what the part is called. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^#\/info\//u, "The API as a whole"],
  [/^#\/(?:tags|paths)\//u, "Operations"],
  [/^#\/components\/parameters\//u, "Parameters"],
  [/^#\/components\/(?:responses\/|headers\/|schemas\/\w+Response\/)/u, "Answers"],
  [/^#\/components\/schemas\/(?:Error|Known)/u, "Errors and sets that grow"],
  [/^#\/components\/schemas\//u, "Schemas"],
  [/^#\//u, "Elsewhere"],
];

interface Assumption {
  readonly part: string;
  readonly text: string;
  /** Every place that says so. */
  readonly wheres: readonly Where[];
}

/** What a reader calls a place; no name is the API as a whole. */
interface Where {
  readonly name: string;
  /** The operations that it belongs to, in markdown; empty when it is one, or belongs to all. */
  readonly users: string;
}

/** Everything that the contract marks as assumed, in markdown, by where a reader meets it. */
export function assumptions(api: Api): string {
  const usage = usageOf(api);
  const merged = new Map<string, Assumption>();
  for (const { pointer, text } of texts(api.root)) {
    const part = PARTS.find(([begin]) => begin.test(pointer))?.[1] ?? "Elsewhere";
    for (const sentence of sentences(text)) {
      const key = `${part} ${sentence}`;
      const wheres = merged.get(key)?.wheres ?? [];
      const where = whereOf(pointer, api, usage);
      merged.set(key, { part, text: sentence, wheres: [...wheres, where] });
    }
  }
  const groups = PARTS.map(([, part]) => ({
    part,
    items: [...merged.values()].filter((one) => one.part === part).map(itemOf),
  }));
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ part, items }) => `## ${part}\n\n${items.join("\n")}\n`)
    .join("\n");
}

function itemOf({ wheres, text }: Assumption): string {
  const names = new Set(wheres.map(({ name }) => name));
  const named = wheres
    .filter(({ name }) => name !== "" && !isBodyOfOther(name, names))
    .map(({ name, users }) => (users === "" ? name : `${name} of ${users}`))
    .join("; ");
  return `- ${named === "" ? "" : `${named}: `}${prose(text)}`;
}

/** A response and the schema of its body say the same. */
const isBodyOfOther = (name: string, names: ReadonlySet<string>): boolean =>
  name.endsWith("Response`") && names.has(name.replace(/Response`$/u, "`"));

/** Every text below a place that has the mark in it. */
function* texts(place: Place): Generator<{ pointer: string; text: string }> {
  const { value, pointer } = place;
  if (typeof value === "string" && value.includes(MARK)) yield { pointer, text: value };
  if (Array.isArray(value)) for (const item of place.items()) yield* texts(item);
  if (isObject(value)) for (const [, member] of place.entries()) yield* texts(member);
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

function whereOf(pointer: string, { operations }: Api, usage: Usage): Where {
  const keys = keysOf(pointer);
  if (keys[0] === "paths") {
    const operation = operations.find((one) => pointer.startsWith(`${one.pointer}/`));
    return {
      name: operation === undefined ? `\`${keys[1] ?? ""}\`` : linkTo(operation),
      users: "",
    };
  }
  if (keys[0] !== "components") return { name: "", users: "" };
  const within = keys.filter(
    (_, index) => index > 3 && /^(?:properties|headers)$/u.test(keys[index - 1] ?? ""),
  );
  const users = usage.get(componentOf(pointer)) ?? [];
  return {
    name: `\`${[keys[2], ...within].join(".")}\``,
    users: users.length === operations.length ? "" : listed(users.map(linkTo)),
  };
}

const linkTo = ({ summary, operationId }: ApiOperation): string =>
  `[${summary}](operation:${operationId})`;

const listed = (items: readonly string[]): string => new Intl.ListFormat("en-GB").format(items);
