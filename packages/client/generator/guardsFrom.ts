import { isRecord } from "../../../scripts/isRecord.ts";
import { guardOf, waitOf } from "./waitOf.ts";

/**
 * The TypeScript of the type guards that the contract asks for with `x-wait`.
 *
 * @param document A parsed OpenAPI 3.1 document.
 * @throws Error naming the operation whose `x-wait` cannot be used.
 */
export function guardsFrom(document: unknown): string {
  const paths = isRecord(document) && isRecord(document["paths"]) ? document["paths"] : {};
  const guards = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(isRecord(item) ? item : {}).flatMap(([method, operation]) => {
      const extension = isRecord(operation) ? operation["x-wait"] : undefined;
      const wait = waitOf(extension, path, `${method.toUpperCase()} ${path}`);
      return wait === undefined ? [] : [guardOf(wait)];
    }),
  );
  return guards.length === 0 ? "export {};\n" : guards.join("\n");
}
