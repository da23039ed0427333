import type { Case, CaseRequest } from "../cases/Case.ts";
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
 * @param follow Of which successes: of those that wrote something, or of all.
 */
export async function* execute(
  session: Session,
  cases: readonly Case[],
  follow: "writes" | "all",
): AsyncGenerator<Step> {
  const before: CaseRequest[] = [];
  for (const one of cases) {
    if (session.gone) return;
    const sent = await session.send(one);
    yield { sent, before: [...before] };
    before.push(sent.case.request);
    const { exchange } = sent;
    const wrote = sent.case.request.method !== "GET";
    if (exchange === undefined || !isSuccess(exchange.answer.status)) continue;
    if (follow === "writes" && !wrote) continue;
    for (const next of linkCases(exchange)) {
      if (next.request.method !== "GET") continue;
      yield { sent: await session.send(next), before: [...before] };
    }
  }
}
