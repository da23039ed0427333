import type { CaseRequest } from "../cases/Case.ts";
import type { Exchange } from "../checks/Check.ts";
import { isSuccess } from "../contract/conventions.ts";
import { evaluate, holds } from "../contract/runtimeExpression.ts";
import { at } from "../contract/pointer.ts";

/** More ids than this are not remembered: the oldest go first. */
const most = 200;

/** The ids that a server has answered, by what the contract's links say they are good for. */
export class KnownIds {
  /** The newest first, by operation and path parameter. */
  readonly #ids = new Map<string, string[]>();

  /** Remembers the ids that the links of an answer take from it, and that of what was read. */
  learn(exchange: Exchange): void {
    const { response, case: one, json } = exchange;
    if (response === undefined || !isSuccess(response.status)) return;
    const spoken = { request: one.request, json };
    for (const [name, id] of one.request.method === "GET" ? Object.entries(one.request.path) : []) {
      if (typeof id === "string") this.#remember(`${one.operationId} ${name}`, id);
    }
    for (const link of response.links.filter((each) => holds(each, spoken))) {
      for (const parameter of link.parameters.filter((other) => other.in === "path")) {
        for (const expression of eachItem(parameter.value, json)) {
          const id = evaluate(expression, spoken);
          if (typeof id === "string") this.#remember(`${link.operationId} ${parameter.name}`, id);
        }
      }
    }
  }

  /** The request with known ids in place of examples. */
  bind(operationId: string, request: CaseRequest): CaseRequest {
    const known = request.free.flatMap((name) => {
      const ids = this.#ids.get(`${operationId} ${name}`) ?? [];
      const id = ids[Math.floor(ids.length * shareOf(request.pick ?? 0))];
      return id === undefined ? [] : [[name, id] as const];
    });
    return known.length === 0
      ? request
      : { ...request, path: { ...request.path, ...Object.fromEntries(known) }, free: [] };
  }

  #remember(key: string, id: string): void {
    const others = (this.#ids.get(key) ?? []).filter((other) => other !== id);
    this.#ids.set(key, [id, ...others].slice(0, most));
  }
}

/** Every other choice is among all that are known; the rest are among the newest, just written. */
const shareOf = (pick: number): number => (pick / 1_000) ** (pick % 2 === 0 ? 1 : 4);

/** What a link says of the first item of a list holds for each of them. The first comes last. */
function eachItem(expression: unknown, json: unknown): unknown[] {
  if (typeof expression !== "string") return [expression];
  const [, before, after] = /^\$response\.body#(.*)\/0(\/.*)$/.exec(expression) ?? [];
  const items = before === undefined ? undefined : at(json, before);
  if (!Array.isArray(items)) return [expression];
  return items.map((_, index) => `$response.body#${before}/${index}${after}`).toReversed();
}
