import * as fc from "fast-check";
import type { Case } from "../cases/Case.ts";
import { refused } from "../cases/makeCase.ts";
import { forbiddenRequest } from "../cases/requestArbitrary.ts";
import type { Contract, Operation } from "../contract/Contract.ts";
import { execute } from "./execute.ts";
import { enterAll, openTo, type Run } from "./Run.ts";
import { seedOf } from "./seedOf.ts";
import { type Drawn, shrink } from "./shrink.ts";
import { allowedCase, sequenceArbitrary } from "./sequenceArbitrary.ts";

/** How many requests a drawn sequence has on average. */
const average = 5;

/** Draws requests that the schemas allow, and such that they forbid, for each operation in turn. */
export async function drawRequests(run: Run): Promise<void> {
  const { session, cases } = run;
  const kinds = openTo(run).flatMap((operation) => drawings(session.contract, operation));
  for (const { label, arbitrary } of kinds) {
    await draw(run, label, arbitrary, Math.ceil(cases / kinds.length), "writes");
  }
}

/** Draws sequences of requests that the schemas allow, and follows the links on the way. */
export async function drawSequences(run: Run): Promise<void> {
  const { session, cases } = run;
  const sequences = sequenceArbitrary(session.contract, openTo(run));
  await draw(run, "sequences", sequences, Math.ceil(cases / average), "all");
}

/** At least so many of the requests that `drawRequests` sends, as cases. */
export function drawnCases(contract: Contract, count: number, runSeed: number): readonly Case[] {
  const kinds = contract.operations.flatMap((operation) => drawings(contract, operation));
  return kinds.flatMap(({ label, arbitrary }) => {
    const numRuns = Math.ceil(count / kinds.length);
    return fc.sample(arbitrary, { seed: seedOf(runSeed, label), numRuns }).flat();
  });
}

interface Drawing {
  readonly label: string;
  readonly arbitrary: fc.Arbitrary<readonly Case[]>;
}

function drawings(contract: Contract, operation: Operation): Drawing[] {
  const { operationId } = operation;
  const allowed = allowedCase(contract, operation).map((one) => [one]);
  const forbidden = forbiddenRequest(contract, operation)?.map((request) => [
    refused(operation, "refuses a drawn request", request),
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
  const found: Pick<Drawn, "finding" | "cases" | "previous" | "index">[] = [];
  let index = 0;
  let previous: readonly Case[] = [];
  const all = fc.asyncProperty(arbitrary, async (cases) => {
    const findings = await enterAll(run, execute(session, cases, follow));
    for (const finding of findings) found.push({ finding, cases, previous, index });
    index += 1;
    previous = cases;
  });
  const { failed, errorInstance } = await fc.check(all, { seed, numRuns });
  if (errorInstance instanceof Error) throw errorInstance;
  if (failed) throw new Error(`Drawing ${label} ended early: ${String(errorInstance)}.`);
  for (const one of found) await shrink(run, { ...one, arbitrary, seed, follow });
}
