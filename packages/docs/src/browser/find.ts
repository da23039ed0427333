import MiniSearch, { type SearchOptions } from "minisearch";
import type { Findable } from "./Findable.ts";

/** What was found, and the words of it that matched. */
export interface Found {
  readonly item: Findable;
  readonly terms: readonly string[];
}

/** How many results are shown, at most. */
export const MOST = 12;

/** Finds things by words: whole ones, their beginnings, and with a typing error. */
export type Find = (query: string) => readonly Found[];

/** How much a kind of thing counts: why we did something is seldom what a reader looks for. */
const WEIGHTS: Readonly<Record<Findable["kind"], number>> = {
  Operation: 1.5,
  Error: 1.5,
  Guide: 1,
  Decision: 0.4,
  Changelog: 0.4,
};

/** Whoever asks in a sentence means some of its words: then any of them will do. */
const ANY_WORD: SearchOptions = {
  combineWith: "OR",
  processTerm: (term) => (term.length > 2 ? wordsOf(term) : null),
  prefix: (term) => term.length > 3,
};

/** Makes the index in which things are found. */
export function finder(items: readonly Findable[]): Find {
  const byId = new Map(items.map((item) => [item.id, item]));
  const index = new MiniSearch<Findable>({
    fields: ["title", "names", "within", "text"],
    extractField: (item, field) => {
      const value: unknown = Reflect.get(item, field);
      return Array.isArray(value) ? value.join(" ") : String(value);
    },
    tokenize: (text) => text.match(/[\p{L}\p{N}_]+/gu) ?? [],
    processTerm: wordsOf,
    searchOptions: {
      boost: { title: 4, names: 4, within: 2 },
      boostDocument: (id) => WEIGHTS[byId.get(Number(id))?.kind ?? "Guide"],
      processTerm: (term) => term.toLowerCase(),
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      combineWith: "AND",
    },
  });
  index.addAll(items);
  const search = (query: string, options?: SearchOptions): readonly Found[] =>
    index.search(query, options).flatMap(({ id, terms }): Found[] => {
      const item = byId.get(Number(id));
      return item === undefined ? [] : [{ item, terms }];
    });
  return (query) => {
    const wanted = query.trim().toLowerCase();
    const all = search(query);
    const found = all.length > 0 ? all : search(query, ANY_WORD);
    // Who types a whole name wants that thing, however often others mention it.
    const isExact = ({ item }: Found): boolean =>
      [item.title, ...item.names].some((name) => name.toLowerCase() === wanted);
    return [...found.filter(isExact), ...found.filter((one) => !isExact(one))].slice(0, MOST);
  };
}

/** A name as a whole, and the words that it is made of: `currentPower` is found by `power`, too. */
function wordsOf(name: string): string[] {
  const parts = name.split(/_+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u).filter((part) => part !== "");
  return [...new Set([name, ...parts].map((word) => word.toLowerCase()))];
}
