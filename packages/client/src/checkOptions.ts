import type { ClientOptions } from "./CallOptions.ts";
import { refusal } from "./ConfigurationError.ts";
import { apiKeyHeader, defaultBaseUrl } from "./operations.gen.ts";
import { RETRY_TOKENS } from "./retry.ts";
import type { Target } from "./Target.ts";

/**
 * Fills in the environment's and the contract's defaults.
 *
 * @throws ConfigurationError for an option that is missing or cannot work; it never shows the option's
 *   value, which may be a secret.
 */
export function checkOptions(options: ClientOptions): Target {
  const inBrowser = "document" in globalThis || "importScripts" in globalThis;
  if (inBrowser && options.dangerouslyAllowBrowser !== true) {
    throw refusal(
      "dangerouslyAllowBrowser",
      "whoever opens the page can read the API key. Call from a server, or set this.",
    );
  }
  const { apiKey = environment("AMPS_API_KEY") } = options;
  return {
    tokens: RETRY_TOKENS,
    baseUrl: checkBaseUrl(
      options.baseUrl ?? (environment("AMPS_BASE_URL") || defaultBaseUrl),
      options.dangerouslyAllowHttp === true,
    ),
    apiKey:
      typeof apiKey === "function" ? async () => checkApiKey(await apiKey()) : checkApiKey(apiKey),
  };
}

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/** A variable of the environment. */
function environment(name: string): string | undefined {
  try {
    return process.env[name];
  } catch {
    // Browsers have no environment, and Deno may not let it be read.
    return undefined;
  }
}

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

function checkBaseUrl(baseUrl: string, allowHttp: boolean): string {
  // User, password, query and fragment may hold secrets, and would go astray.
  if (URL.canParse(baseUrl) && /^https?:\/\/[^@?#]+$/i.test(baseUrl)) {
    const { protocol, hostname, origin, pathname } = new URL(baseUrl);
    const loopback = /^(127(\.\d+){3}|\[::1\]|(.+\.)?localhost)$/.test(hostname);
    if (protocol !== "http:" || loopback || allowHttp) return origin + pathname.replace(/\/+$/, "");
  }
  throw refusal(
    "baseUrl",
    "not an https URL of scheme, host and path. Plain http shows the API key, and needs dangerouslyAllowHttp.",
  );
}
