import { schemaOfText } from "../cases/expectations.ts";
import { accepted } from "../cases/makeCase.ts";
import { requestOf } from "../cases/requestOf.ts";
import { filters as check } from "../checks/pages.ts";
import type { Operation, Parameter } from "../contract/Contract.ts";
import { type Page, pageOf, paging } from "../contract/conventions.ts";
import { isObject } from "../contract/Place.ts";
import { textOf } from "../contract/textOf.ts";
import type { Finding } from "./Ledger.ts";
import { longestPage } from "./longestPage.ts";
import type { Sent, Session } from "./Session.ts";

/**
 * Filters a list by what its items say, and reports those that are not found by it. What an item says
 * may change by itself: it counts when it is the same before and after.
 *
 * @param enter Told of each page that was asked for.
 */
export async function askFilters(
  session: Session,
  operation: Operation,
  enter: (sent: Sent) => void,
): Promise<readonly Finding[]> {
  const { operationId, parameters, pointer } = operation;
  const limit = longestPage(operation);
  const ask = async (query: Readonly<Record<string, unknown>>, what: string) => {
    const bare = requestOf(operation, { bare: true });
    const request = { ...bare, query: { ...query, ...(limit !== undefined && { limit }) } };
    const sent = await session.send(accepted(operation, what, request));
    enter(sent);
    return { page: pageOf(sent.exchange?.json), request: sent.case.request };
  };
  const filters = parameters.filter(({ in: at, name }) => at === "query" && !paging.includes(name));
  const findings: Finding[] = [];
  let before = await ask({}, "answers the first page");
  for (const filter of filters) {
    const { name } = filter;
    const value = rarest(session, filter, before.page);
    if (value === undefined) continue;
    const filtered = await ask({ [name]: value }, `finds ${name}="${value}"`);
    const after = await ask({}, "answers the first page");
    const found = idsWith(filtered.page, name, value);
    const stayed = idsWith(after.page, name, value);
    const lost = [...idsWith(before.page, name, value)].filter(
      (id) => stayed.has(id) && !found.has(id),
    );
    // The rest may be on the pages that follow.
    if (filtered.page !== undefined && filtered.page.hasMore !== true) {
      const message = `${lost[0]} has the ${name} ${value}, and is not found by it`;
      findings.push({
        check,
        operationId,
        problems: lost.length === 0 ? [] : [{ message, pointer: `${pointer}/parameters` }],
        lacking: session.lacking(check),
        name: `${operationId} is filtered by ${name}="${value}"`,
        requests: [before.request, filtered.request],
      });
    }
    before = after;
  }
  return findings;
}

/** Of the values that items have, and the filter may have, the one that the fewest have. */
function rarest({ contract }: Session, filter: Parameter, page: Page | undefined) {
  const counts = new Map<string, number>();
  for (const item of page?.items ?? []) {
    const value = isObject(item) ? item[filter.name] : undefined;
    const text = textOf(value);
    if (text === undefined || contract.violations(schemaOfText(filter), value).length > 0) continue;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].toSorted(([, count], [, other]) => count - other)[0]?.[0];
}

const idsWith = (page: Page | undefined, name: string, value: string): ReadonlySet<string> =>
  new Set(
    (page?.items ?? []).flatMap((item) =>
      isObject(item) && typeof item["id"] === "string" && textOf(item[name]) === value
        ? [item["id"]]
        : [],
    ),
  );
