import { infoOf, type OngoingCall } from "./OngoingCall.ts";
import { isSuccess, requestIdOf } from "./envelope.ts";
import { hideInText } from "./hide.ts";
import { InvalidResponseError } from "./InvalidResponseError.ts";
import type { CallResult } from "./Middleware.ts";
import { problemOf } from "./problemOf.ts";
import { retryAfterOf } from "./retry.ts";
import { statusError } from "./statusErrors.ts";

const SNIPPET_LENGTH = 200;

/**
 * What the API answered, be it an error. The body of an error is without the API keys.
 *
 * @param text The body; undefined when it was too long to be read.
 * @throws ApiError when something else answered with an error in the API's place.
 * @throws InvalidResponseError for any other answer that is not the API's.
 */
export function readAnswer(
  call: OngoingCall,
  response: Response,
  text: string | undefined,
): CallResult {
  const { operation, keys } = call;
  const { status, ok, headers, type } = response;
  // The body of a success is for the caller, as it is; that of an error ends up in logs.
  const hide = (shown: string): string => hideInText(shown, keys);
  let body: unknown;
  let problem = "a body that breaks the contract";
  try {
    // Parsed and written anew before it is searched, as JSON can write the same in several ways.
    if (text !== "")
      body = ok ? JSON.parse(text ?? "") : JSON.parse(hide(JSON.stringify(JSON.parse(text ?? ""))));
  } catch {
    // The error that is dropped here shows as much of the body as the engine likes.
    problem = text === undefined ? "too long a body" : "a body that is not JSON";
  }
  if (text === "") problem = "an empty body";
  const found = requestIdOf(body) ?? headers.get("x-request-id") ?? undefined;
  const fits = isSuccess(operation, body) || (text === "" && operation.empty?.includes(status));
  const requestId = found && hide(found);
  const retryAfter = ok ? undefined : retryAfterOf(response);
  const info = { ...infoOf(call), status, requestId, retryAfter };
  if (ok && fits) return { ...info, body, response };
  if (status >= 400 && problemOf(body, status, operation)) return { ...info, body, response };

  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    problem = "a redirect. Check baseUrl";
  }
  // The end of what is searched may cut a key in two; so much is searched that no part of it is shown.
  const snippet = hide((text ?? "").slice(0, 2 ** 16)).slice(0, SNIPPET_LENGTH);
  const reason = problem + (snippet && `: ${snippet}`);
  throw status >= 400
    ? statusError(
        reason,
        { ...info, snippet, code: `HTTP_${status}` },
        status < 429 ? "Check baseUrl." : undefined,
      )
    : new InvalidResponseError(`answered ${status} with ${reason}`, { ...info, snippet });
}
