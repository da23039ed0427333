import type { ClientOptions } from "./CallOptions.ts";
import { refusal } from "./ConfigurationError.ts";
import { apiKeyOf } from "./credentials.ts";
import { environment } from "./environment.ts";
import { defaultBaseUrl } from "./operations.gen.ts";
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
  return {
    tokens: RETRY_TOKENS,
    baseUrl: checkBaseUrl(
      options.baseUrl ?? (environment("AMPS_BASE_URL") || defaultBaseUrl),
      options.dangerouslyAllowHttp === true,
    ),
    apiKey: apiKeyOf(options.apiKey),
  };
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
