import type { ContractChange } from "../../../../spec/diff/diffContracts.ts";
import type { Place } from "../../../contract/src/contract/Place.ts";
import { keysOf } from "../../../contract/src/contract/segment.ts";
import type { Api, ApiOperation } from "../contract/readApi.ts";
import { componentOf, type Usage } from "../pages/usage.ts";

/** The contracts that a change lies between, and the one whose operations the site has pages for. */
export interface Contracts {
  readonly before: UsedContract;
  readonly after: UsedContract;
  readonly newest: Api;
}

/** A contract, and which of its operations use what. */
export interface UsedContract {
  readonly api: Api;
  readonly usage: Usage;
}

/** More operations than these are counted, not named. */
const MOST_NAMED = 2;

/** Which part of the API a change is in, in markdown: operations, and what of them. */
export function partOf(change: ContractChange, contracts: Contracts): string {
  const { kind, path, before, after } = change;
  const contract = kind === "removed" ? contracts.before : contracts.after;
  const pointer = (kind === "removed" ? before : after)?.pointer ?? path;
  return partAt(pointer, contract, contracts.newest);
}

/** The same of a place in a contract, by its pointer. */
export function partAt(pointer: string, contract: UsedContract, newest: Api): string {
  const { operations, name } = placeAt(pointer, contract, newest);
  return [operations, name].filter((part) => part !== "").join(", ");
}

/** Which operations a place is of, and what a reader calls it in them; empty for all of an operation. */
export function placeAt(
  pointer: string,
  contract: UsedContract,
  newest: Pick<Api, "operations">,
): { readonly operations: string; readonly name: string } {
  const keys = keysOf(pointer);
  return {
    operations: operationsOf(pointer, keys, contract, newest),
    name: nameOf(contract.api.root, keys),
  };
}

function operationsOf(
  pointer: string,
  [section, name, method]: readonly string[],
  { api, usage }: UsedContract,
  newest: Pick<Api, "operations">,
): string {
  const operations =
    section === "paths"
      ? api.operations.filter(
          (one) =>
            one.path === name &&
            (method === undefined || method === "parameters" || isMethod(one, method)),
        )
      : (usage.get(componentOf(pointer)) ?? []);
  if (section === "security" || section === "servers") return "Every operation";
  if (section === "paths" && operations.length === 0) return `\`${name ?? ""}\``;
  if (operations.length > MOST_NAMED) {
    return operations.length === api.operations.length
      ? "Every operation"
      : `${operations.length} operations`;
  }
  return operations.map((operation) => linkTo(operation, newest)).join(", ");
}

const isMethod = ({ method }: ApiOperation, key: string): boolean => method.toLowerCase() === key;

/** An operation by its method and path, with a link as long as there is one. */
function linkTo({ method, path }: ApiOperation, { operations }: Pick<Api, "operations">): string {
  const found = operations.find((one) => one.method === method && one.path === path);
  const endpoint = `\`${method} ${path}\``;
  return found === undefined ? endpoint : `[${endpoint}](operation:${found.operationId})`;
}

/** What a reader calls a place: such as parameter `limit`, or `Thing.size`; empty for an operation. */
function nameOf(root: Place, keys: readonly string[]): string {
  const parts: string[] = [];
  const members: string[] = [];
  let place = root;
  let isSchema = false;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? "";
    const next = keys[index + 1];
    place = place.at(key);
    if (key === "requestBody") parts.push("body");
    if (key === "schema") isSchema = true;
    if (next === undefined || !(isSchema ? /^properties$/u : NAMING).test(key)) continue;
    place = place.at(next);
    index += 1;
    if (key === "schemas") isSchema = true;
    if (isSchema) members.push(next);
    else parts.push(labelOf(key, next, place));
  }
  if (members.length > 0) parts.push(`\`${members.join(".")}\``);
  return parts.filter((part) => part !== "").join(", ");
}

/** The members of a contract whose own members or items have names. */
const NAMING =
  /^(?:paths|schemas|parameters|responses|headers|links|content|securitySchemes|servers|security)$/u;

function labelOf(key: string, name: string, place: Place): string {
  switch (key) {
    case "parameters":
      return `parameter \`${String(place.follow().at("name").value)}\``;
    case "responses":
      return /^\d/u.test(name) ? `answer ${name}` : `answer \`${name}\``;
    case "headers":
      return `header \`${name}\``;
    case "content":
      return name === "application/json" ? "" : `\`${name}\``;
    case "links":
      return `link \`${name}\``;
    case "servers":
      return `server \`${String(place.at("url").value)}\``;
    case "security":
      return "authentication";
    case "securitySchemes":
      return `authentication \`${name}\``;
    default:
      return "";
  }
}
