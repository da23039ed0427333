import type { Contract } from "../contract/Contract.ts";
import type { Case } from "./Case.ts";
import { makeCase } from "./makeCase.ts";
import { eachExample, requestOf } from "./requestOf.ts";

/**
 * A case for each named example of each status, asked for with `Prefer`: only a mock heeds that.
 */
export function exampleCasesFrom(contract: Contract): readonly Case[] {
  return contract.operations.flatMap((operation) =>
    operation.responses.flatMap(({ status, media: types }) =>
      eachExample(types).map(({ media, example, label }) => {
        const request = requestOf(operation);
        const prefer = `code=${status}, example=${example.name}`;
        const header = { ...request.header, prefer, accept: media.type };
        return makeCase(
          operation,
          "documented example",
          `serves the ${status} ${label}`,
          { ...request, header },
          { statuses: [status], example: { type: media.type, value: example.value } },
        );
      }),
    ),
  );
}
