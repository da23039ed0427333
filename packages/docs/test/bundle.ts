import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** An operation as the docs name it. */
export interface Operation {
  readonly id: string;
  /** Method and path, such as `GET /things`. */
  readonly endpoint: string;
  readonly summary: string;
  readonly tag: string;
}

/** The contract's files, and what the page must show of them. */
export interface Bundle {
  readonly files: Readonly<Record<"openapi.json" | "openapi.yaml", Buffer>>;
  readonly title: string;
  readonly tags: readonly string[];
  readonly operations: readonly Operation[];
}

/** Reads the bundled spec. */
export async function readBundle(): Promise<Bundle> {
  const json = await readFile(fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json")));
  const yaml = await readFile(fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.yaml")));
  const document: unknown = JSON.parse(json.toString());
  return {
    files: { "openapi.json": json, "openapi.yaml": yaml },
    title: text(member(member(document, "info"), "title")),
    tags: list(member(document, "tags")).map((tag) => text(member(tag, "name"))),
    operations: members(member(document, "paths")).flatMap(([path, item]) =>
      members(item)
        .filter(([, operation]) => member(operation, "operationId") !== undefined)
        .map(([method, operation]) => ({
          id: text(member(operation, "operationId")),
          endpoint: `${method.toUpperCase()} ${path}`,
          summary: text(member(operation, "summary")),
          tag: text(list(member(operation, "tags"))[0]),
        })),
    ),
  };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, name);
  return found;
}

function members(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) throw new TypeError("Expected an object.");
  return Object.entries(value);
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TypeError("Expected a list.");
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("Expected a text.");
  return value;
}
