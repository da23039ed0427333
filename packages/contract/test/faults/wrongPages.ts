import { filters, pageWalk, pagination } from "../../src/checks/pages.ts";
import { isObject } from "../../src/contract/Place.ts";
import { asking, isGood, isPage, numberIn, said, saying } from "./answers.ts";
import type { Asked, Fault, Served } from "./Fault.ts";

/** Lists whose pages do not add up, or have what was not asked for. */
export const wrongPages: readonly Fault[] = [
  {
    name: "does not tell the offset",
    meantFor: pagination,
    plant: () => ({
      answer: (served, asked) =>
        isPage(served, asked) ? saying(served, "/data/pagination/offset", () => 0) : served,
    }),
  },
  {
    name: "promises more after the last page",
    meantFor: pagination,
    plant: () => ({
      answer: (served, asked) =>
        isPage(served, asked) && sizeOf(served) > 0
          ? saying(served, "/data/pagination/hasMore", () => true)
          : served,
    }),
  },
  {
    name: "does not heed the limit",
    meantFor: pagination,
    plant: () => ({
      request: (asked) => (validLimit(asked.query) ? asking(asked, "limit", undefined) : asked),
    }),
  },
  {
    name: "has one charger too many on every later page",
    meantFor: pagination,
    plant: () => {
      let first: unknown;
      return {
        answer: (served, asked) => {
          if (!isGood(served, asked, "listEvChargers") || sizeOf(served) === 0) return served;
          if (numberIn(asked, "offset") > 0)
            return saying(served, "/data/items", (items) => [...listOf(items), first]);
          first = said(served, "/data/items/0");
          return served;
        },
      };
    },
  },
  {
    name: "counts one charger too many",
    meantFor: pagination,
    plant: () => ({
      answer: (served, asked) => {
        if (!isGood(served, asked, "listEvChargers") || asked.query.has("userId")) return served;
        return withTotal(served, asked, Number(said(served, "/data/pagination/total")) + 1);
      },
    }),
  },
  {
    name: "counts the actions of every state where those of one are asked for",
    meantFor: pagination,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "listActions") && hasOne(asked.query, "state")
          ? withTotal(served, asked, Number(said(served, "/data/pagination/total")) + 5)
          : served,
    }),
  },
  {
    name: "begins each later page with the action that ended the one before",
    meantFor: pageWalk,
    plant: () => ({
      request: (asked) => {
        const offset = numberIn(asked, "offset");
        return asked.operationId === "listActions" && offset > 0 && offset < 1_000
          ? asking(asked, "offset", String(offset - 1))
          : asked;
      },
      answer: (served, asked) => {
        const offset = numberIn(asked, "offset");
        if (!isGood(served, asked, "listActions") || offset === 0 || offset >= 1_000) return served;
        const total = Number(said(served, "/data/pagination/total"));
        return withTotal(
          saying(served, "/data/pagination/offset", () => offset),
          asked,
          total,
        );
      },
    }),
  },
  {
    name: "sorts the chargers anew for the later pages, so that one is missing and one comes twice",
    meantFor: pageWalk,
    plant: () => {
      let first: unknown;
      return {
        answer: (served, asked) => {
          if (!isGood(served, asked, "listEvChargers") || sizeOf(served) < 2) return served;
          if (numberIn(asked, "offset") > 0) {
            return saying(served, "/data/items", (items) => [...listOf(items).slice(0, -1), first]);
          }
          first ??= said(served, "/data/items/0");
          return served;
        },
      };
    },
  },
  {
    name: "does not filter actions by state",
    meantFor: filters,
    plant: () => ({
      request: (asked) =>
        hasOne(asked.query, "state") && asked.query.get("state") === "scheduled"
          ? asking(asked, "state", undefined)
          : asked,
    }),
  },
  {
    name: "finds no action by a state that it is in",
    meantFor: filters,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "listActions") && hasOne(asked.query, "state")
          ? withTotal(
              saying(served, "/data/items", () => []),
              asked,
              0,
            )
          : served,
    }),
  },
  {
    name: "does not filter chargers by user",
    meantFor: filters,
    plant: () => ({
      request: (asked) =>
        asked.operationId === "listEvChargers" && hasOne(asked.query, "userId")
          ? asking(asked, "userId", undefined)
          : asked,
    }),
  },
  {
    name: "forgets the state when the actions of one charger are asked for",
    meantFor: filters,
    plant: () => ({
      request: (asked) =>
        hasOne(asked.query, "state") && hasOne(asked.query, "deviceId")
          ? asking(asked, "state", undefined)
          : asked,
    }),
  },
];

const listOf = (items: unknown): readonly unknown[] => (Array.isArray(items) ? items : []);

/** The page with another total, and with what follows from it. */
const withTotal = (served: Served, asked: Asked, total: number): Served =>
  saying(served, "/data/pagination", (old) => ({
    ...(isObject(old) && old),
    total,
    hasMore: numberIn(asked, "offset") + sizeOf(served) < total,
  }));

const sizeOf = (served: Served): number => listOf(said(served, "/data/items")).length;

/** Whether a filter is given that may be given: once, and not empty. */
const hasOne = (query: URLSearchParams, name: string): boolean => {
  const values = query.getAll(name);
  return values.length === 1 && values[0] !== "";
};

const validLimit = (query: URLSearchParams): boolean =>
  /^([1-9]|[1-4]\d|50)$/.test(query.getAll("limit").join());
