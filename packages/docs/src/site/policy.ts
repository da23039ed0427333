import { createHash } from "node:crypto";

/** What a page may do beyond showing itself. */
export interface Permissions {
  /** Whether it may call servers of the reader's choice, as the console does. */
  readonly callsServers: boolean;
}

/**
 * Puts its Content-Security-Policy into a page: the browser itself refuses whatever would leave the
 * origin, and every script that is not a file of the site or exactly one of those in the page.
 */
export function withPolicy(html: string, { callsServers }: Permissions): string {
  const inline = Array.from(
    html.matchAll(/<script(?: data-files="[^"]*")?>([^]*?)<\/script>/gu),
    ([, code = ""]) => {
      return ` 'sha256-${createHash("sha256").update(code).digest("base64")}'`;
    },
  );
  const policy = [
    "default-src 'self'",
    `script-src 'self'${[...new Set(inline)].join("")}`,
    "style-src 'self' 'unsafe-inline'",
    ...(callsServers ? ["connect-src 'self' http: https:"] : []),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return html.replace("%POLICY%", policy);
}
