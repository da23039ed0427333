import type { Case, CaseRequest } from "../cases/Case.ts";
import { acceptance, success } from "../cases/expectations.ts";
import { requestOf, withParameter } from "../cases/requestOf.ts";
import type { Exchange } from "../checks/Check.ts";
import { isSuccess } from "../contract/conventions.ts";
import { evaluate, holds } from "../contract/runtimeExpression.ts";

/** The calls that the links of a success tell about, with what they have to read back. */
export function linkCases(exchange: Exchange): readonly Case[] {
  const { contract, response, case: one, json } = exchange;
  if (response === undefined || !isSuccess(response.status)) return [];
  const spoken = { request: one.request, json };
  return response.links.flatMap((link): Case[] => {
    if (!holds(link, spoken)) return [];
    const target = contract.operations.find(({ operationId }) => operationId === link.operationId);
    const values = link.parameters.map((to) => ({ to, value: evaluate(to.value, spoken) }));
    // An empty list has no first item.
    if (target === undefined || values.some(({ value }) => value === undefined)) return [];
    const request = values.reduce<CaseRequest>(
      (before, { to, value }) => withParameter(before, to, value),
      requestOf(target),
    );
    const reads = link.readsBack
      .map(({ pointer, expression }) => ({
        pointer,
        value: evaluate(expression, spoken),
        said: link.pointer,
      }))
      .filter(({ value }) => value !== undefined);
    const { statuses } = target.method === "GET" ? success(target) : acceptance(target);
    const expected = {
      statuses: statuses.filter((status) => status !== 404),
      ...(reads.length > 0 && { reads }),
    };
    const name = `${target.operationId} follows the link of ${one.name}`;
    return [{ name, operationId: target.operationId, kind: "link", request, expected }];
  });
}
