import { driftOf, type Traffic } from "../../../client/test/traffic/driftOf.ts";
import { loadContract, validateAnswer } from "../../../contract/src/index.ts";
import { Departures } from "./Departures.ts";

/**
 * Holds the client's traffic against the contract: what is sent by Redocly's drift, what is answered
 * by the contract tests' validation, which knows statuses, content types and headers, too.
 *
 * @returns what departs from the contract, each once
 * @throws Error for an answer from a path that the contract does not have
 */
export async function trafficProblems(traffic: Traffic): Promise<readonly string[]> {
  const contract = await loadContract();
  const departures = new Departures();
  const wrong = traffic.exchanges.flatMap(({ request: { method, url }, answer }) => {
    const { operationId } =
      departures.operationOf({ method, url: url.slice(traffic.server.length) }) ?? {};
    if (operationId === undefined) throw new Error(`The contract has no ${method} ${url}.`);
    const { status, body } = answer;
    const headers = new Headers(answer.headers);
    return validateAnswer(contract, { operationId, status, headers, body }).map(
      ({ message }) => `${operationId} (${status}): ${message}`,
    );
  });
  return [...new Set([...(await driftOf(traffic)), ...wrong])];
}
