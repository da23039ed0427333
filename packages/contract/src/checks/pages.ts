import { isSuccess, pageOf, paging } from "../contract/conventions.ts";
import type { Parameter } from "../contract/Contract.ts";
import { isObject } from "../contract/Place.ts";
import type { Problem } from "../contract/Problem.ts";
import type { Check } from "./Check.ts";
import { textOf } from "../contract/textOf.ts";
import { missing } from "./missing.ts";

export const pagination: Check = {
  name: "pagination",
  what: "`limit` and `offset` are heeded and echoed, pages are full, `hasMore` is offset + items < total.",
  needs: "paging",
  judge: ({ operation, response, answer, case: one, json }) => {
    const page = pageOf(json);
    if (page === undefined || !isSuccess(answer.status) || !operation.paged) return undefined;
    const { items, limit, offset, total, hasMore } = page;
    // Where the contract gives no default, it is for the answer to say.
    const asked = (name: string, echoed: unknown) => {
      const parameter = queryParameters(operation.parameters).find((other) => other.name === name);
      return Number(one.request.query[name] ?? parameter?.default ?? echoed);
    };
    const most = asked("limit", limit);
    const start = asked("offset", offset);
    const problems: string[] = [];
    if (items.length > most) problems.push(`there are ${items.length} items, and limit is ${most}`);
    if (items.length < Math.min(most, Number(total) - start)) {
      problems.push(
        `there are ${items.length} items from ${start} on, and total is ${JSON.stringify(total)}`,
      );
    }
    for (const [name, echoed] of Object.entries({ limit, offset })) {
      const wanted = asked(name, echoed);
      if (echoed !== wanted) {
        problems.push(`pagination.${name} is ${JSON.stringify(echoed)}, not ${wanted}`);
      }
    }
    const more = start + items.length < Number(total);
    if (hasMore !== more) {
      problems.push(
        `pagination.hasMore is ${JSON.stringify(hasMore)}, not ${more}: ` +
          `offset ${start}, ${items.length} items, total ${JSON.stringify(total)}`,
      );
    }
    return said(problems, response?.pointer ?? operation.pointer);
  },
};

export const filters: Check = {
  name: "filters",
  what: "A filter finds the items that have its value, and no others; an unknown one finds none.",
  needs: "filters",
  judge: (exchange) => {
    const { operation, answer, case: one, json } = exchange;
    const page = pageOf(json);
    if (page === undefined || !isSuccess(answer.status) || !operation.paged) return undefined;
    if (one.kind === "unknown filter") return missing(exchange);
    const filtered = queryParameters(operation.parameters).filter(
      ({ name }) => one.request.query[name] !== undefined && !paging.includes(name),
    );
    if (filtered.length === 0) return undefined;
    const problems = filtered.flatMap(({ name }) => {
      const wanted = one.request.query[name];
      const others = page.items
        .map((item) => (isObject(item) ? item[name] : undefined))
        .filter((value) => value !== undefined && textOf(value) !== textOf(wanted));
      return others.length === 0
        ? []
        : [`${name} was to be ${textOf(wanted)}, and an item has ${JSON.stringify(others[0])}`];
    });
    return said(problems, `${operation.pointer}/parameters`);
  },
};

/** A check of the whole run: `walkPages` does it. */
export const pageWalk: Check = {
  name: "pages walked",
  what: "Walking a list page by page yields each item once, and as many as `total` says.",
  needs: "paging",
};

const queryParameters = (parameters: readonly Parameter[]): Parameter[] =>
  parameters.filter((parameter) => parameter.in === "query");

const said = (messages: readonly string[], pointer: string): Problem[] =>
  messages.map((message) => ({ message, pointer }));
