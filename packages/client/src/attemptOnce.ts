import { around } from "./around.ts";
import { refusal } from "./ConfigurationError.ts";
import { ConnectionError } from "./ConnectionError.ts";
import { credentials, keyFor } from "./credentials.ts";
import { propertyOf } from "./EvChargerError.ts";
import { hideInCause } from "./hide.ts";
import type { CallResult } from "./Middleware.ts";
import { infoOf, type OngoingCall } from "./OngoingCall.ts";
import { readAnswer } from "./readAnswer.ts";
import { readBody } from "./readBody.ts";

/**
 * Sends a request once, and reads the answer to its end.
 *
 * @param attempt Counts from 1.
 * @throws ConnectionError, ApiError, InvalidResponseError, as they are described.
 * @throws ConfigurationError when the caller's function for the API key fails.
 */
export async function attemptOnce(
  call: OngoingCall,
  attempt: number,
  signal: AbortSignal,
): Promise<CallResult> {
  const { context, settings, request, keys } = call;
  const { method } = context;
  const { fetch } = settings;
  const { url, body } = request;
  const layers = settings.middleware.map((one) => one.attempt?.bind(one));
  const failed = (error: unknown): never => {
    const cause = hideInCause(error, keys);
    const code = propertyOf(cause, "code") ?? propertyOf(propertyOf(cause, "cause"), "code");
    const why = typeof code === "string" ? code : "see cause";
    throw new ConnectionError(`got no complete answer: ${why}. Check the network and baseUrl.`, {
      ...infoOf(call),
      cause,
    });
  };
  const keyFailed = (error: unknown): never => {
    throw refusal("apiKey", "failed; see cause.", hideInCause(error, keys));
  };
  const send = async (headers: Readonly<Record<string, string>>): Promise<Response> => {
    const apiKey = keyFor(call);
    const key = typeof apiKey === "string" ? apiKey : await apiKey().catch(keyFailed);
    keys.add(key);
    call.sent += 1;
    // fetch takes custom headers along to wherever a redirect points: the key must not go there.
    const redirect = "manual";
    try {
      // Called as a function: some runtimes' own refuses to be a method.
      return await fetch(url, {
        ...settings.init,
        method,
        headers: { ...headers, ...credentials(key) },
        body,
        signal,
        redirect,
      });
    } catch (error) {
      return failed(error);
    }
  };

  const sendAround = (): Promise<Response> => {
    // A middleware may change these, and never sees the key.
    const headers = new Headers(request.headers);
    const own = { ...context, url, headers, attempt, signal };
    return around(layers, own, () => send(Object.fromEntries(headers)));
  };
  const response = await (layers.length === 0 ? send(request.headers) : sendAround());
  return readAnswer(
    call,
    response,
    await readBody(response, signal).catch((error: unknown) => (response.ok ? failed(error) : "")),
  );
}
