import { charger, success } from "./bodies.ts";
import type { Answer, ListScript } from "./Script.ts";

/** Serves a list page by page; the list changes between the pages as the script says. */
export function listAnswers(script: ListScript): (url: string) => Answer {
  const { clamp, vanish, insert, stuck } = script;
  const isSteady = [clamp, vanish, insert, stuck].every((oddity) => oddity === undefined);
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
    const limit = Math.min(Number(query.get("limit") ?? 10), clamp ?? 50);
    const from = stuck === "firstPage" ? 0 : offset;
    const shown = stuck === "empty" ? [] : ids.slice(from, from + limit);
    const hasMore = stuck !== undefined || from + shown.length < ids.length;
    const pagination = { limit, offset, total: ids.length, hasMore };
    ids = ids.slice(vanish?.[pages] ?? 0);
    const fresh = (count = 0) => Array.from({ length: count }, () => `n${(added += 1)}`);
    ids = [...fresh(insert?.[pages]), ...ids];
    pages += 1;
    const page = { items: shown.map(script.large ? largeCharger : charger), pagination };
    return isSteady ? { says: { page, list: script } } : { body: success(page) };
  };
}

/** A model's name that makes a page of fifty half a megabyte. */
export const LARGE_MODEL = "m".repeat(10_000);

function largeCharger(id: string) {
  const { metadata, ...rest } = charger(id);
  return { ...rest, metadata: { ...metadata, model: LARGE_MODEL } };
}
