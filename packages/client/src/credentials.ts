import type { ClientOptions } from "./CallOptions.ts";
import { refusal } from "./ConfigurationError.ts";
import { environment } from "./environment.ts";
import type { OngoingCall } from "./OngoingCall.ts";
import { apiKeyHeader } from "./operations.gen.ts";
import type { Target } from "./Target.ts";

/**
 * The key of a client, the environment's by default.
 *
 * @throws ConfigurationError when there is none, or no header can hold it; it never shows it.
 */
export function apiKeyOf(
  apiKey: ClientOptions["apiKey"] = environment("AMPS_API_KEY"),
): Target["apiKey"] {
  return typeof apiKey === "function"
    ? async () => checkApiKey(await apiKey())
    : checkApiKey(apiKey);
}

/** What a call has to send its key from. */
export const keyFor = ({ target }: OngoingCall): Target["apiKey"] => target.apiKey;

/** The headers that carry a key. */
export const credentials = (key: string): Readonly<Record<string, string>> => ({
  [apiKeyHeader]: key,
});

function checkApiKey(apiKey: unknown): string {
  try {
    const key =
      typeof apiKey === "string" && new Headers([[apiKeyHeader, apiKey]]).get(apiKeyHeader);
    if (key) return key;
  } catch {
    // The error that is dropped here shows the key.
  }
  throw refusal(
    "apiKey",
    "missing, or no valid header. Pass createClient({ apiKey }), or set AMPS_API_KEY.",
  );
}
