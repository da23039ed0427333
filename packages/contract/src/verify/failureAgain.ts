import type { Case } from "../cases/Case.ts";
import { execute } from "./execute.ts";
import type { Finding } from "./Ledger.ts";
import type { Session } from "./Session.ts";

/**
 * Sends cases, and looks for the very failure that was found before.
 *
 * @param count Told of each request.
 */
export async function failureAgain(
  session: Session,
  finding: Finding,
  cases: readonly Case[],
  follow: "writes" | "all",
  count: () => void,
): Promise<Finding | undefined> {
  for await (const { sent, before } of execute(session, cases, follow)) {
    count();
    const same = sent.verdicts.find(
      ({ check, problems, lacking }) =>
        check === finding.check &&
        sent.case.operationId === finding.operationId &&
        problems[0]?.pointer === finding.problems[0]?.pointer &&
        lacking === undefined,
    );
    if (same === undefined) continue;
    const { operationId, name, request } = sent.case;
    const requests = [...before, request];
    return { ...same, operationId, name, requests, answer: sent.exchange?.answer };
  }
  return undefined;
}
