import { isRecord } from "../isRecord.ts";
import { entriesOf, type Json, listOf } from "./parts.ts";

/**
 * Where the first of some servers is, its variables at their defaults; "" when the contract leaves it
 * open, as a URL relative to the contract's own does.
 *
 * @throws Error saying what is wrong with it, and the next step.
 */
export function baseUrlOf(servers: unknown): string {
  const [server] = listOf(servers);
  const { url, variables } = isRecord(server) ? server : {};
  if (typeof url !== "string") return "";
  const defaults = new Map(entriesOf(variables));
  const filled = url.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = defaults.get(name);
    const value = isRecord(variable) ? variable["default"] : undefined;
    if (typeof value === "string") return value;
    throw new Error(`the variable ${name} of ${url} has no default. Give it one.`);
  });
  if (!/^[a-z][a-z\d+.-]*:/i.test(filled)) return "";
  if (URL.canParse(filled) && /^https?:\/\/[^@?#]+$/i.test(filled)) {
    return filled.replace(/\/+$/, "");
  }
  throw new Error(`${filled} is no http(s) URL of scheme, host and path. Correct it.`);
}

/** Whether servers of a path or an operation are where all requests go. */
export function areElsewhere(servers: unknown, document: Json): boolean {
  if (listOf(servers).length === 0) return false;
  const url = ([server]: unknown[]): unknown => (isRecord(server) ? server["url"] : "/");
  return url(listOf(servers)) !== url(listOf(document["servers"]));
}
