import type { Case } from "../cases/Case.ts";
import type { Answer } from "../checks/validateAnswer.ts";

export interface Target {
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  /** Sent where the contract wants a key. */
  readonly apiKey: string;
  /** Milliseconds to wait for the whole answer. Default: 5000. */
  readonly timeout?: number;
}

/**
 * Sends the request of a case with plain `fetch`.
 *
 * @throws Error naming the case when there is no whole answer in time (see `cause`).
 */
export async function sendCase(
  { name, request }: Case,
  { baseUrl, apiKey, timeout = 5_000 }: Target,
): Promise<Answer> {
  const { method, template, path, query, header, joined, body, keyHeaders } = request;
  const url = new URL(
    baseUrl +
      template.replaceAll(/\{([^}]+)\}/g, (_, key: string) => encodeURIComponent(text(path[key]))),
  );
  for (const [key, value] of Object.entries(query)) {
    const values = Array.isArray(value) && !joined.includes(key) ? value : [value];
    for (const one of values) if (one !== undefined) url.searchParams.append(key, text(one));
  }
  const headers = new Headers();
  for (const [key, value] of Object.entries(header)) {
    if (value !== undefined) headers.set(key, text(value));
  }
  for (const key of keyHeaders) setKey(headers, key, apiKey);
  if (body !== undefined) headers.set("content-type", body.type);
  const signal = AbortSignal.timeout(timeout);
  try {
    const init = { method, headers, signal, redirect: "manual" as const };
    const response = await fetch(url, body === undefined ? init : { ...init, body: body.text });
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (cause) {
    const reason = signal.aborted ? `within ${timeout} ms` : "at all";
    throw new Error(`${name}: ${method} ${url.pathname} was not answered ${reason}.`, { cause });
  }
}

/** The platform's own complaint about a value that no header can carry would quote the key. */
function setKey(headers: Headers, name: string, apiKey: string): void {
  try {
    headers.set(name, apiKey);
  } catch {
    throw new TypeError(
      `The API key cannot be sent as the header ${name}: it has a character that no header may have.`,
    );
  }
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(",");
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  throw new TypeError(
    `A parameter cannot be sent as ${JSON.stringify(value)}: give it a plain example.`,
  );
}
