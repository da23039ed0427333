import { refusal } from "./ConfigurationError.ts";
import { isRecord } from "./isRecord.ts";
import type { CallRequest } from "./Middleware.ts";

/**
 * The parts of a request. Types refuse unknown and misplaced keys; plain JavaScript would send a request
 * without them.
 *
 * @throws ConfigurationError naming the key or part at fault.
 */
export function requestOf(request: unknown): CallRequest {
  const { path, query, header, body, ...others } = recordOf(request, "request", TAKES);
  const [stray] = Object.keys(others);
  if (stray !== undefined) throw refusal(stray, `unknown. ${TAKES}`);
  return {
    path: recordOf(path, "path"),
    query: recordOf(query, "query"),
    header: recordOf(header, "header"),
    body,
  };
}

const TAKES = "A request is an object with path, query, header and body.";

function recordOf(value: unknown, option: string, hint = "Pass one."): Record<string, unknown> {
  if (value === undefined) return {};
  if (isRecord(value)) return value;
  throw refusal(option, `not an object. ${hint}`);
}
