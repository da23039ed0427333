import type { Case, CaseRequest } from "../cases/Case.ts";
import type { Exchange } from "../checks/Check.ts";
import { isSuccess } from "../contract/conventions.ts";
import { linkCases } from "./linkCases.ts";
import type { Sent, Session } from "./Session.ts";

/** A case that was sent, and the requests of the same sequence before it. */
export interface Step {
  readonly sent: Sent;
  readonly before: readonly CaseRequest[];
}

/**
 * Sends cases one after another. What a success links to is read right after it: whether it is
 * there, and whether it is what was written.
 *
 * @param follow Of which successes: of those that wrote something, or of all. After a write alone,
 * every other time, so is the write that it links to and that takes no body: what was done is then
 * undone, and no longer in the way of what comes.
 */
export async function* execute(
  session: Session,
  cases: readonly Case[],
  follow: "writes" | "all",
): AsyncGenerator<Step> {
  const before: CaseRequest[] = [];
  const enter = async (one: Case): Promise<Step> => {
    const step = { sent: await session.send(one), before: [...before] };
    before.push(step.sent.case.request);
    return step;
  };
  const read = async function* (exchange: Exchange): AsyncGenerator<Step> {
    for (const next of linkCases(exchange)) {
      if (isRead(next)) yield { sent: await session.send(next), before: [...before] };
    }
  };
  for (const one of cases) {
    if (session.gone) return;
    const step = await enter(one);
    yield step;
    const exchange = successOf(step);
    if (exchange === undefined || (follow === "writes" && isRead(one))) continue;
    yield* read(exchange);
    if (follow === "all" || isRead(one) || (one.request.pick ?? 0) % 2 === 1) continue;
    for (const next of linkCases(exchange)) {
      if (isRead(next) || next.request.body !== undefined) continue;
      const undone = await enter(next);
      yield undone;
      const last = successOf(undone);
      if (last !== undefined) yield* read(last);
    }
  }
}

const isRead = ({ request }: Case): boolean => request.method === "GET";

/** The exchange of a success. */
const successOf = ({ sent: { exchange } }: Step): Exchange | undefined =>
  exchange !== undefined && isSuccess(exchange.answer.status) ? exchange : undefined;
