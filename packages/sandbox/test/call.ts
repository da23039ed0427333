import { isJson, type Json } from "../src/contract/Json.ts";
import { defaultKeys } from "../src/index.ts";
import { at } from "./ask.ts";

/** A request in its parts. */
export interface Call {
  /** Default: GET without a body, POST with one. */
  readonly method?: string;
  /** Default: the first customer's sandbox key; null for none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, as JSON unless a header says otherwise. */
  readonly body?: string;
}

/** An answer, with its body as it came. */
export interface Called {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** The body; an object without members when it is none. */
  readonly json: Json;
}

/** Sends one request, on a connection that may be kept. */
export async function call(url: string, path: string, asked: Call = {}): Promise<Called> {
  const { body, key = defaultKeys.sandbox } = asked;
  const response = await fetch(`${url}${path}`, {
    method: asked.method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(key !== null && { "x-api-key": key }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...asked.headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, body: text, json: jsonOf(text) };
}

/** A text as a JSON object; one without members when it is none. */
export function jsonOf(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** A push of a command, as JSON. */
export const pushOf = (action: object, more: object = {}): string =>
  JSON.stringify({ action: { command: "charge", ...action }, ...more });

/** The status and code of an error in our envelope, such as `404 NOT_FOUND`; else what it is instead. */
export function errorOf(answer: Called | undefined): string {
  if (answer === undefined) return "no answer";
  const { status, json, headers, body } = answer;
  const code = at(json, "error", "code");
  const isOurs =
    json["success"] === false &&
    typeof at(json, "error", "message") === "string" &&
    typeof at(json, "meta", "requestId") === "string" &&
    String(at(json, "meta", "path")).startsWith("/") &&
    headers.get("content-type")?.startsWith("application/json") === true;
  return isOurs ? `${status} ${String(code)}` : `${status} ${body}`;
}
