import type { Contract } from "../contract/Contract.ts";
import { isJson } from "../contract/Json.ts";

/** Every header that the contract documents or asks for, so that a page of another origin may read it. */
export function exposedHeaders(contract: Contract): string[] {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    if (!isJson(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "headers" && isJson(value)) {
        for (const name of Object.keys(value)) names.add(name.toLowerCase());
      }
      walk(value);
    }
  };
  walk(contract.at("components", "responses"));
  walk(contract.at("paths"));
  if (contract.operations.some(({ sunset }) => sunset !== undefined)) names.add("sunset");
  return [...names];
}
