import * as fc from "fast-check";
import type { Case } from "../cases/Case.ts";
import { refusal } from "../cases/expectations.ts";
import { makeCase } from "../cases/makeCase.ts";
import { forbiddenRequest } from "../cases/requestArbitrary.ts";
import { requestOf } from "../cases/requestOf.ts";
import type { Contract, Operation } from "../contract/Contract.ts";
import { execute } from "./execute.ts";
import type { Finding } from "./Ledger.ts";
import { allows, enterAll, type Run } from "./Run.ts";
import { seedOf } from "./seedOf.ts";
import { allowedCase, sequenceArbitrary } from "./sequenceArbitrary.ts";

/** How many requests a drawn sequence has on average. */
const average = 5;

/** Draws requests that the schemas allow, and such that they forbid, for each operation in turn. */
export async function drawRequests(run: Run): Promise<void> {
  const { session, profile, cases } = run;
  const operations = session.contract.operations.filter((one) => allows(profile, requestOf(one)));
  const kinds = operations.flatMap((operation) => drawings(session.contract, operation));
  for (const { label, arbitrary } of kinds) {
    await draw(run, label, arbitrary, Math.ceil(cases / kinds.length), "writes");
  }
}

/** Draws sequences of requests that the schemas allow, and follows the links on the way. */
export async function drawSequences(run: Run): Promise<void> {
  const { session, profile, cases } = run;
  const operations = session.contract.operations.filter((one) => allows(profile, requestOf(one)));
  const sequences = sequenceArbitrary(session.contract, operations);
  await draw(run, "sequences", sequences, Math.ceil(cases / average), "all");
}

interface Drawing {
  readonly label: string;
  readonly arbitrary: fc.Arbitrary<readonly Case[]>;
}

function drawings(contract: Contract, operation: Operation): Drawing[] {
  const { operationId } = operation;
  const allowed = allowedCase(contract, operation).map((one) => [one]);
  const forbidden = forbiddenRequest(contract, operation)?.map((request) => [
    makeCase(
      operation,
      "refused input",
      "refuses a drawn request",
      request,
      refusal(operation, 400),
    ),
  ]);
  return [
    { label: `${operationId} allowed`, arbitrary: allowed },
    ...(forbidden === undefined
      ? []
      : [{ label: `${operationId} forbidden`, arbitrary: forbidden }]),
  ];
}

/** Sends so many drawn cases, then makes what failed for the first time as small as it gets. */
async function draw(
  run: Run,
  label: string,
  arbitrary: fc.Arbitrary<readonly Case[]>,
  numRuns: number,
  follow: "writes" | "all",
): Promise<void> {
  const { session } = run;
  const seed = seedOf(run.seed, label);
  const found: { finding: Finding; path: string }[] = [];
  let index = 0;
  const all = fc.asyncProperty(arbitrary, async (cases) => {
    const path = String(index);
    index += 1;
    const findings = await enterAll(run, execute(session, cases, follow));
    found.push(...findings.map((finding) => ({ finding, path })));
  });
  const { failed, errorInstance } = await fc.check(all, { seed, numRuns });
  if (failed) throw errorInstance;

  for (const { finding, path } of found) {
    let left = run.shrinks;
    const smaller = fc.asyncProperty(arbitrary, async (cases) => {
      if (left <= 0 || session.gone) return;
      for await (const { sent, before } of execute(session, cases, follow)) {
        left -= 1;
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
        const answer = sent.exchange?.answer;
        run.ledger.replace(finding, { ...same, operationId, name, requests, answer });
        throw new StillFails();
      }
    });
    const { failed: stillFails, errorInstance: reason } = await fc.check(smaller, {
      seed,
      path,
      numRuns,
    });
    if (stillFails && !(reason instanceof StillFails)) throw reason;
  }
}

/** Tells fast-check that a smaller case fails in the same way. */
class StillFails extends Error {
  override readonly name = "StillFails" as const;
}
