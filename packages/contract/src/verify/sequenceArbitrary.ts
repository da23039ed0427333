import * as fc from "fast-check";
import type { Case } from "../cases/Case.ts";
import { accepted } from "../cases/makeCase.ts";
import { allowedRequest } from "../cases/requestArbitrary.ts";
import { requestOf } from "../cases/requestOf.ts";
import type { Contract, Operation } from "../contract/Contract.ts";

type Cases = fc.Arbitrary<readonly Case[]>;

/** The longest sequence that is drawn. */
const longest = 8;

/** A request to an operation that its schemas allow. */
export const allowedCase = (contract: Contract, operation: Operation): fc.Arbitrary<Case> =>
  allowedRequest(contract, operation).map((request) =>
    accepted(operation, "takes a drawn request", request),
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
      const next = [...shorter].flatMap(([other, walk]) => {
        const weight = isLinked(operation, other) ? 4 : needsNoId(other) ? 1 : 0;
        const arbitrary = walk.map(([one, ...rest]) =>
          one === undefined ? [] : [aboutTheLast(operation, other, one), ...rest],
        );
        return weight === 0 ? [] : [{ weight, arbitrary }];
      });
      // By cross shrinking, a walk gets shorter as well as simpler.
      const end = { weight: 1, arbitrary: fc.constant([]) };
      const others = fc.oneof({ withCrossShrink: true }, end, ...next);
      walks.set(
        operation,
        fc.tuple(first, others).map(([one, rest]) => [one, ...rest]),
      );
    }
    shorter = walks;
  }
  return [...shorter.values()];
}

const isLinked = ({ responses }: Operation, { operationId }: Operation): boolean =>
  responses.some(({ links }) => links.some((link) => link.operationId === operationId));

/** One that can be asked at any time, to look again. */
const needsNoId = ({ parameters }: Operation): boolean =>
  parameters.every((parameter) => parameter.in !== "path");

/** The case with an id that the answer before it told: the newest, or any of a list. */
function aboutTheLast(before: Operation, operation: Operation, one: Case): Case {
  const { path, free } = requestOf(operation, { bare: true });
  const pick = before.paged ? one.request.pick : 0;
  return { ...one, request: { ...one.request, path, free, ...(pick !== undefined && { pick }) } };
}
