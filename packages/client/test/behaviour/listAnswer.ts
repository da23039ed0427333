import { charger, success } from "./bodies.ts";
import type { Answer, ListScript } from "./Script.ts";

/** Serves a list page by page; the list changes between the pages as the script says. */
export function listAnswers(script: ListScript): (url: string) => Answer {
  let ids = Array.from({ length: script.total }, (_, index) => `c${index + 1}`);
  let asked = 0;
  let pages = 0;
  let added = 0;
  return (url) => {
    asked += 1;
    const instead = script.instead?.[asked];
    if (instead !== undefined) return instead;
    const query = new URL(url, "http://list").searchParams;
    const offset = Number(query.get("offset") ?? 0);
    const limit = Math.min(Number(query.get("limit") ?? 10), script.clamp ?? 50);
    const from = script.stuck === "firstPage" ? 0 : offset;
    const shown = script.stuck === "empty" ? [] : ids.slice(from, from + limit);
    const hasMore = script.stuck !== undefined || from + shown.length < ids.length;
    const pagination = { limit, offset, total: ids.length, hasMore };
    ids = ids.slice(script.vanish?.[pages] ?? 0);
    const fresh = (count = 0) => Array.from({ length: count }, () => `n${(added += 1)}`);
    ids = [...fresh(script.insert?.[pages]), ...ids];
    pages += 1;
    return { body: success({ items: shown.map(charger), pagination }) };
  };
}
