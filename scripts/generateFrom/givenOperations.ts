import { isRecord } from "../isRecord.ts";
import type { Fault } from "./Fault.ts";
import { methodNameOf } from "./names.ts";
import { entriesOf, follow, type Json } from "./parts.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** An operation of a contract, its path's part of it included. */
export interface GivenOperation {
  readonly method: string;
  readonly path: string;
  readonly where: string;
  /** The name of its method. */
  readonly id: string;
  readonly pathItem: Json;
  readonly operation: Json;
  readonly security: unknown;
}

/** The operations of a document in its order. */
export function givenOperations(document: Json): GivenOperation[] {
  return entriesOf(document["paths"]).flatMap(([path, item]) => {
    const pathItem = follow(item, document);
    return METHODS.filter((method) => isRecord(pathItem[method])).map((method) => {
      const operation = follow(pathItem[method], document);
      const id = methodNameOf(operation["operationId"], method, path);
      const security = operation["security"] ?? document["security"];
      const where = `${method.toUpperCase()} ${path}`;
      return { method, path, where, id, pathItem, operation, security };
    });
  });
}

/** Operations that nothing can be called, or the same as others. */
export function nameFaults(operations: readonly GivenOperation[]): Fault[] {
  return operations.flatMap(({ id, where, operation }): Fault[] => {
    const said = operation["operationId"];
    const given =
      said === undefined ? "it has no operationId" : `the operationId is ${JSON.stringify(said)}`;
    if (id === "") {
      const problem = `${given}, which has no letters that can name a method. Rename it.`;
      return [{ where, problem }];
    }
    const twins = operations.filter((other) => other.id === id && other.where !== where);
    if (twins.length === 0) return [];
    const others = twins.map((twin) => twin.where).join(" and ");
    const next = said === undefined ? "Give it one" : "Rename it";
    const problem = `${given}: its method would be "${id}", as that of ${others}. ${next}.`;
    return [{ where, problem }];
  });
}

/** Methods that are called something else than their operationIds. */
export const renamedMethods = (operations: readonly GivenOperation[]): [string, string][] =>
  operations
    .map(({ id, where, operation: { operationId } }): [string, string] => [
      typeof operationId === "string" ? operationId : where,
      id,
    ])
    .filter(([given, name]) => given !== name);
