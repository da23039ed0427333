import type { ClientOptions } from "../src/CallOptions.ts";
import { refusal } from "../src/ConfigurationError.ts";
import { environment } from "../src/environment.ts";
import type { OngoingCall } from "../src/OngoingCall.ts";
import type { Target } from "../src/Target.ts";
import { credential, wire } from "./wireTables.ts";

/**
 * The key of a client, the environment's by default; "" when there is none, and no operation needs it.
 *
 * @throws ConfigurationError when it is missing, or no header can hold it, or the API takes none; it
 *   never shows it.
 */
export function apiKeyOf(given: ClientOptions["apiKey"]): Target["apiKey"] {
  if (credential === undefined) {
    if (given === undefined) return "";
    throw refusal("apiKey", "the contract names no credential. Leave it out.");
  }
  const apiKey = given ?? environment("AMPS_API_KEY");
  if (apiKey === undefined && !credential.required) return "";
  return typeof apiKey === "function"
    ? async () => checkApiKey(await apiKey())
    : checkApiKey(apiKey);
}

/** What a call has to send its key from; "" for an operation that asks for none. */
export function keyFor({ target, operation: { method, path } }: OngoingCall): Target["apiKey"] {
  return wire[`${method} ${path}`]?.secured === true ? target.apiKey : "";
}

/** The headers that carry a key. */
export function credentials(key: string): Readonly<Record<string, string>> {
  if (credential === undefined || key === "") return {};
  return { [credential.header]: credential.prefix + key };
}

function checkApiKey(apiKey: unknown): string {
  try {
    const key = typeof apiKey === "string" && new Headers([["key", apiKey]]).get("key");
    if (key) return key;
  } catch {
    // The error that is dropped here shows the key.
  }
  throw refusal(
    "apiKey",
    "missing, or no valid header. Pass createClient({ apiKey }), or set AMPS_API_KEY.",
  );
}
