import type { Contract, NamedExample, Operation, Parameter } from "../contract/Contract.ts";
import { codeOf, isSuccess } from "../contract/conventions.ts";
import type { Place } from "../contract/Place.ts";
import { readings } from "../contract/readings.ts";
import type { Expectation } from "./Case.ts";

/** The statuses by which a server may decline a request that its schema allows. */
const declining = new Set([404, 409, 422]);

/** A documented success, or that the server declines for reasons that no schema knows. */
export function acceptance({ responses }: Operation): Expectation {
  const statuses = responses.map(({ status }) => status);
  return { statuses: statuses.filter((one) => isSuccess(one) || declining.has(one)) };
}

/** A documented success and nothing else. */
export const success = ({ responses }: Operation): Expectation => ({
  statuses: responses.map(({ status }) => status).filter(isSuccess),
});

/** That status, with a code that the contract lists for it, where it lists any. */
export const refusal = (operation: Operation, status: number): Expectation => ({
  statuses: [status],
  codes: listedCodes(operation, status),
});

/** The error codes that the contract lists for a status of the operation. */
const listedCodes = ({ responses }: Operation, status: number): readonly string[] =>
  responses.find((response) => response.status === status)?.codes ?? [];

/** The status of an example, with its very code. */
export function asExample(status: number, { value }: NamedExample): Expectation {
  const code = codeOf(value);
  return { statuses: [status], ...(typeof code === "string" && { codes: [code] }) };
}

/** What a parameter's text has to be allowed by: the items, where it is an array. */
export function schemaOfText({ schema }: Parameter): Place {
  const items = schema.follow().at("items");
  return items.value === undefined ? schema : items;
}

/** A value of which a parameter's text is made: the first item, where it is an array. */
export const sampleText = ({ example }: Parameter): unknown =>
  Array.isArray(example) ? example[0] : example;

/** Whether a parameter may have that value: of an array, as the only item. */
export const allowsValue = (contract: Contract, parameter: Parameter, value: unknown): boolean => {
  const items = schemaOfText(parameter);
  const isItem = items !== parameter.schema;
  return (
    contract.violations(items, value).length === 0 &&
    (!isItem || contract.violations(parameter.schema, [value]).length === 0)
  );
};

/** Whether a parameter must not have that text, whatever a server takes it for. */
export const refusesText = (contract: Contract, parameter: Parameter, text: string): boolean =>
  readings(text).every(
    (reading) => contract.violations(schemaOfText(parameter), reading).length > 0,
  );
