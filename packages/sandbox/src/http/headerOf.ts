import type { FastifyRequest } from "fastify";

/** A header that was sent once, or whose values are one text. */
export function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}
