import MiniSearch from "minisearch";
import type { Findable } from "./Findable.ts";

/** What was found, and the words of it that matched. */
export interface Found {
  readonly item: Findable;
  readonly terms: readonly string[];
}

/** How many results are shown. */
const MOST = 12;

/** Finds things by words: whole ones, their beginnings, and with a typing error. */
export type Find = (query: string) => readonly Found[];

/** Makes the index in which things are found. */
export function finder(items: readonly Findable[]): Find {
  const index = new MiniSearch<Findable>({
    fields: ["title", "names", "within", "text"],
    extractField: (item, field) => {
      const value: unknown = Reflect.get(item, field);
      return Array.isArray(value) ? value.join(" ") : String(value);
    },
    searchOptions: {
      boost: { title: 4, names: 4, within: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      combineWith: "AND",
    },
  });
  index.addAll(items);
  const byId = new Map(items.map((item) => [item.id, item]));
  return (query) => {
    const wanted = query.trim().toLowerCase();
    const found = index.search(query).flatMap(({ id, terms }): Found[] => {
      const item = byId.get(Number(id));
      return item === undefined ? [] : [{ item, terms }];
    });
    // Who types a whole name wants that thing, however often others mention it.
    const isExact = ({ item }: Found): boolean =>
      [item.title, ...item.names].some((name) => name.toLowerCase() === wanted);
    return [...found.filter(isExact), ...found.filter((one) => !isExact(one))].slice(0, MOST);
  };
}
