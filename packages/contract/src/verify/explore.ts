import { casesFrom } from "../cases/casesFrom.ts";
import type { Case } from "../cases/Case.ts";
import { accepted } from "../cases/makeCase.ts";
import { allowedRequest } from "../cases/requestArbitrary.ts";
import { bodyOf, eachExample, requestOf } from "../cases/requestOf.ts";
import type { Operation } from "../contract/Contract.ts";
import * as fc from "fast-check";
import { execute } from "./execute.ts";
import { longestPage } from "./longestPage.ts";
import { failureAgain } from "./failureAgain.ts";
import { allows, enterAll, openTo, type Run } from "./Run.ts";
import { seedOf } from "./seedOf.ts";

/** How often an operation is tried before it is taken not to succeed. */
const tries = 60;

/** What no other body changes is not tried that often. */
const hopeless = [401, 403, 404, 405];
const hopelessTries = 6;

/**
 * Looks around: asks every operation that needs no id, and follows the links of the answers, so that
 * the cases to come are about things that exist.
 */
export async function explore(run: Run): Promise<void> {
  const { session } = run;
  const open = session.contract.operations.filter(
    ({ method, path }) => method === "GET" && !path.includes("{"),
  );
  for (const operation of open) {
    const most = operation.paged ? longestPage(operation) : undefined;
    const bare = requestOf(operation, { bare: true });
    // The longest page knows the most ids.
    const request = most === undefined ? bare : { ...bare, query: { limit: most } };
    await enterAll(run, execute(session, [requestCase(operation, request)], "all"));
  }
}

/**
 * Brings each operation to succeed at least once: with the documented bodies, then with drawn ones,
 * each time on another thing, and after a write that links to it.
 */
export async function reach(run: Run): Promise<void> {
  const { session, ledger, profile } = run;
  const { operations } = session.contract;
  for (const operation of openTo(run)) {
    const { operationId } = operation;
    const sources = operations.filter(
      (one) =>
        one.method !== "GET" &&
        one !== operation &&
        profile === "full" &&
        one.responses.some(({ links }) => links.some((link) => link.operationId === operationId)),
    );
    for (let attempt = 0; attempt < tries; attempt += 1) {
      if (ledger.outcomes.succeeded(operationId) || session.gone) break;
      const same = hopeless.some((status) => ledger.outcomes.always(operationId, status));
      if (same && attempt >= hopelessTries) break;
      const cases = [...sources, operation].map((one) => attemptAt(run, one, attempt));
      await enterAll(run, execute(session, cases, "writes"));
    }
  }
}

/** The documented bodies first, in turn; then drawn ones. */
function attemptAt({ session, seed }: Run, operation: Operation, attempt: number): Case {
  const examples = eachExample(operation.body?.media ?? []);
  const example = examples[attempt];
  if (example !== undefined) {
    const body = bodyOf(example.media, example.example.value);
    return requestCase(operation, { ...requestOf(operation, { body }), pick: spreadOver(attempt) });
  }
  const [drawn] = fc.sample(allowedRequest(session.contract, operation), {
    numRuns: 1,
    seed: seedOf(seed, `${operation.operationId} ${attempt}`),
  });
  return requestCase(operation, drawn);
}

/** Goes through the known ids in steps: what one case does is not in the way of the next. */
const spreadOver = (index: number): number => (index * 382) % 1_000;

const requestCase = (operation: Operation, request = requestOf(operation, { bare: true })): Case =>
  accepted(operation, "is tried", request);

/** Sends every case that the contract gives rise to by itself. */
export async function derived(run: Run): Promise<void> {
  const { session, profile } = run;
  for (const [index, one] of casesFrom(session.contract).entries()) {
    if (session.gone) return;
    if (!allows(profile, one.request)) continue;
    const spread = { ...one, request: { pick: spreadOver(index), ...one.request } };
    const findings = await enterAll(run, execute(session, [spread], "writes"));
    for (const finding of run.shrinks > 0 ? findings : []) {
      const again = await failureAgain(session, finding, [spread], "writes", () => {});
      if (again === undefined) run.ledger.cameOnce(finding);
    }
  }
}
