import { isSuccess } from "../../../contract/src/contract/conventions.ts";
import { type Api, type ApiOperation, textOr } from "../contract/readApi.ts";
import { prose } from "./prose.ts";
import { table } from "./table.ts";

/** A code that an answer may have, and what its reader has to know. */
export interface ErrorCode {
  readonly code: string;
  /** The statuses that it comes with, in their order. */
  readonly statuses: readonly number[];
  readonly when: string;
  readonly remedy: string;
}

/** The codes of some operations, each once, by status; those of no status, such as new ones, are left out. */
export function errorCodes(
  { root }: Api,
  operations: readonly ApiOperation[],
): readonly ErrorCode[] {
  const schemas = root
    .at("components")
    .at("schemas")
    .entries()
    .map(([, schema]) => schema);
  const statuses = new Map<string, Set<number>>();
  for (const { responses } of operations) {
    for (const { status, codes } of responses) {
      if (isSuccess(status)) continue;
      for (const code of codes) statuses.set(code, (statuses.get(code) ?? new Set()).add(status));
    }
  }
  return Array.from(statuses, ([code, found]) => {
    const schema = schemas.find(
      (one) => one.at("properties").at("code").at("const").value === code,
    );
    return {
      code,
      statuses: [...found].toSorted((a, b) => a - b),
      when: schema === undefined ? "" : textOr(schema.at("description")),
      remedy: schema === undefined ? "" : textOr(schema.at("x-remedy")),
    };
  }).toSorted((a, b) => (a.statuses[0] ?? 0) - (b.statuses[0] ?? 0));
}

/** Where the table of errors has a code, as the fragment of its page. */
export const errorFragment = (code: string): string => code.toLowerCase().replaceAll("_", "-");

/** One table of all codes of the contract, each with an `id` to link to. */
export function errorsTable(api: Api): string {
  return table(
    ["Status", "Code", "When", "What to do"],
    errorCodes(api, api.operations).map(({ code, statuses, when, remedy }) => [
      statuses.join(", "),
      `<code id="${errorFragment(code)}">${code}</code>`,
      prose(when),
      prose(remedy),
    ]),
  );
}
