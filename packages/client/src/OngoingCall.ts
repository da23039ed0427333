import type { BuiltRequest } from "./buildRequest.ts";
import type { CallContext } from "./Middleware.ts";
import type { OperationDefinition } from "./OperationDefinition.ts";
import type { Settings } from "./settings.ts";
import type { Target } from "./Target.ts";

/** A call between its beginning and its end. */
export interface OngoingCall {
  readonly target: Target;
  readonly operation: OperationDefinition;
  readonly context: CallContext;
  readonly settings: Settings;
  readonly request: BuiltRequest;
  /** How many requests were sent. */
  sent: number;
  /** Every key that was sent: none of them may be shown. */
  readonly keys: Set<string>;
}

/** What the errors of a call are told. */
export function infoOf({ context, sent }: OngoingCall) {
  const { method, path } = context;
  return { method, path, attempts: sent };
}
