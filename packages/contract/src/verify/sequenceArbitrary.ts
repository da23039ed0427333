import * as fc from "fast-check";
import type { Case } from "../cases/Case.ts";
import { acceptance } from "../cases/expectations.ts";
import { makeCase } from "../cases/makeCase.ts";
import { allowedRequest } from "../cases/requestArbitrary.ts";
import type { Contract, Operation } from "../contract/Contract.ts";

type Cases = fc.Arbitrary<readonly Case[]>;

/** The longest sequence that is drawn. */
const longest = 8;

/** A request to an operation that its schemas allow. */
export const allowedCase = (contract: Contract, operation: Operation): fc.Arbitrary<Case> =>
  allowedRequest(contract, operation).map((request) =>
    makeCase(operation, "accepted input", "takes a drawn request", request, acceptance(operation)),
  );

/** Sequences of requests that the schemas allow: any, and such as go from link to link. */
export function sequenceArbitrary(contract: Contract, operations: readonly Operation[]): Cases {
  const cases = new Map(operations.map((one) => [one, allowedCase(contract, one)]));
  const any = fc.array(fc.oneof(...cases.values()), { minLength: 2, maxLength: longest });
  return fc.oneof(any, ...walksOf(cases));
}

/** For each operation, the sequences that begin with it and end after `longest` requests at most. */
function walksOf(cases: ReadonlyMap<Operation, fc.Arbitrary<Case>>): readonly Cases[] {
  let shorter: ReadonlyMap<Operation, Cases> = new Map();
  for (let length = 1; length <= longest; length += 1) {
    const walks = new Map<Operation, Cases>();
    for (const [operation, first] of cases) {
      const next = [...shorter].filter(([other]) => follows(operation, other));
      // By cross shrinking, a walk gets shorter as well as simpler.
      const rest = fc.oneof(
        { withCrossShrink: true },
        fc.constant([]),
        ...next.map(([, walk]) => (operation.paged ? walk : walk.map(aboutTheNewest))),
      );
      walks.set(
        operation,
        fc.tuple(first, rest).map(([one, others]) => [one, ...others]),
      );
    }
    shorter = walks;
  }
  return [...shorter.values()];
}

/** Where a link leads, or where no id is needed: to look again. */
const follows = ({ responses }: Operation, { operationId, parameters }: Operation): boolean =>
  parameters.every((parameter) => parameter.in !== "path") ||
  responses.some(({ links }) => links.some((link) => link.operationId === operationId));

/** Of all known ids, the walk goes on with the one that the last answer told. */
const aboutTheNewest = ([first, ...others]: readonly Case[]): readonly Case[] =>
  first === undefined ? [] : [{ ...first, request: { ...first.request, pick: 0 } }, ...others];
