import { keysOf } from "../contract/segment.ts";

/** The parts of the contract that have a file for each of their members. */
const folders = new Set(["schemas", "responses", "parameters", "headers", "examples"]);

/** The file of the hand-written contract that has what stands at a JSON Pointer of its bundle. */
export function specFile(pointer: string): string {
  const [part, ...rest] = keysOf(pointer);
  const [first, name] = rest;
  if (part === "paths" && first !== undefined) {
    return `spec/paths/${first.slice(1).replaceAll("/", "_")}.yaml`;
  }
  return part === "components" && name !== undefined && folders.has(first ?? "")
    ? `spec/${first}/${name}.yaml`
    : "spec/openapi.yaml";
}
