import { member } from "./envelope.ts";
import type { OperationDefinition } from "./OperationDefinition.ts";

/** What an error of the API says. */
interface Problem {
  readonly code: string;
  readonly message: string;
  readonly details: unknown;
}

/** What a parsed body with the status of an error says; undefined when it is not the API's. */
export const problemOf: (
  body: unknown,
  status: number,
  operation: OperationDefinition,
) => Problem | undefined = (body) => {
  const { code, message, details } = member(body, "error");
  return typeof code === "string"
    ? { code, message: typeof message === "string" ? message : "no message", details }
    : undefined;
};
