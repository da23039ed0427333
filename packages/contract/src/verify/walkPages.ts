import { makeCase } from "../cases/makeCase.ts";
import { acceptance } from "../cases/expectations.ts";
import { requestOf } from "../cases/requestOf.ts";
import type { CaseRequest } from "../cases/Case.ts";
import { pageWalk } from "../checks/pages.ts";
import type { Operation } from "../contract/Contract.ts";
import { type Page, pageOf } from "../contract/conventions.ts";
import { isObject } from "../contract/Place.ts";
import type { Finding } from "./Ledger.ts";
import { longestPage } from "./longestPage.ts";
import type { Session, Sent } from "./Session.ts";

/** Pages of one walk, and how often it begins again when the list changes under it. */
const mostPages = 12;
const mostWalks = 3;

/** Items of a page, where the contract does not bound them. */
const usualPage = 50;

interface Walk {
  readonly items: readonly string[];
  readonly totals: ReadonlySet<unknown>;
  /** Whether it came to the end: no more pages follow. */
  readonly whole: boolean;
  readonly requests: readonly CaseRequest[];
}

/**
 * Walks a list page by page, and says what is wrong with what it finds: an item twice, or another
 * number of them than `total`. Undefined when the list changed each time.
 *
 * @param enter Told of each page that was asked for.
 */
export async function walkPages(
  session: Session,
  operation: Operation,
  enter: (sent: Sent) => void,
): Promise<Finding | undefined> {
  const most = longestPage(operation) ?? usualPage;
  const first = await askPage(session, operation, most, 0, enter);
  if (first === undefined) return undefined;
  const total = Number(first.page.total);
  // The schema of the answer says what is wrong with it.
  if (!Number.isFinite(total)) return undefined;
  // As many pages as a walk may have, and none so small that an end is never seen.
  const limit = Math.min(most, Math.max(1, Math.ceil(total / (mostPages - 2))));
  for (let attempt = 0; attempt < mostWalks; attempt += 1) {
    const walk = await walkOnce(session, operation, limit, enter);
    if (walk === undefined) return undefined;
    if (walk.totals.size === 1) {
      const { operationId, pointer } = operation;
      const problems = wrongWith(walk, limit).map((message) => ({ message, pointer }));
      const name = `${operationId} is walked, ${limit} at a time`;
      return { check: pageWalk, operationId, problems, name, requests: walk.requests };
    }
  }
  return undefined;
}

async function walkOnce(
  session: Session,
  operation: Operation,
  limit: number,
  enter: (sent: Sent) => void,
): Promise<Walk | undefined> {
  const items: string[] = [];
  const totals = new Set<unknown>();
  const requests: CaseRequest[] = [];
  for (let index = 0; index < mostPages; index += 1) {
    const asked = await askPage(session, operation, limit, index * limit, enter);
    if (asked === undefined) return undefined;
    const { page, request } = asked;
    requests.push(request);
    items.push(...page.items.map(identityOf));
    totals.add(page.total);
    if (page.hasMore !== true) return { items, totals, whole: true, requests };
  }
  return { items, totals, whole: false, requests };
}

async function askPage(
  session: Session,
  operation: Operation,
  limit: number,
  offset: number,
  enter: (sent: Sent) => void,
): Promise<{ page: Page; request: CaseRequest } | undefined> {
  const request = { ...requestOf(operation, { bare: true }), query: { limit, offset } };
  const what = `answers ${limit} from ${offset} on`;
  const sent = await session.send(
    makeCase(operation, "page", what, request, acceptance(operation)),
  );
  enter(sent);
  const page = pageOf(sent.exchange?.json);
  return page && { page, request: sent.case.request };
}

function wrongWith({ items, totals, whole }: Walk, limit: number): string[] {
  const [total] = totals;
  const twice = items.filter((item, index) => items.indexOf(item) !== index);
  const wanted = whole ? Number(total) : Math.min(Number(total), mostPages * limit);
  return [
    ...(twice.length > 0 ? [`${twice[0]} comes more than once`] : []),
    ...(items.length === wanted
      ? []
      : [`the pages have ${items.length} items together, and total is ${JSON.stringify(total)}`]),
  ];
}

/** An item is known by its id, or else by all that it says. */
const identityOf = (item: unknown): string =>
  isObject(item) && typeof item["id"] === "string" ? item["id"] : JSON.stringify(item);
