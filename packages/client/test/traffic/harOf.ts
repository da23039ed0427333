import { apiKeyHeader } from "../../src/operations.gen.ts";
import type { Exchange } from "./Exchange.ts";

type Named = readonly [name: string, value: string];

/** What stands in an archive in place of an API key. */
export const SCRUBBED = "scrubbed";

/**
 * The text of an HTTP archive (HAR 1.2), without the API keys that were sent.
 *
 * @throws Error when a key is elsewhere than in its header too, saying in which exchange
 */
export function harOf(exchanges: readonly Exchange[]): string {
  const keys = new Set(exchanges.flatMap(keysOf).flatMap(formsOf));
  const entries = exchanges.map((exchange, index) => {
    const entry = JSON.stringify(entryOf(exchange));
    if ([...keys].some((key) => entry.includes(key)))
      throw new Error(`Exchange ${index} has an API key elsewhere than in ${apiKeyHeader}.`);
    return entry;
  });
  const creator = JSON.stringify({ name: "@ev-charger/client", version: "0.0.0" });
  return `{"log":{"version":"1.2","creator":${creator},"entries":[${entries.join(",\n")}]}}\n`;
}

function entryOf({ request, answer }: Exchange): object {
  const { method, url, body } = request;
  const message = { httpVersion: "HTTP/1.1", cookies: [], headersSize: -1, bodySize: -1 };
  return {
    startedDateTime: new Date(0).toISOString(),
    time: 0,
    timings: { send: 0, wait: 0, receive: 0 },
    cache: {},
    request: {
      ...message,
      method,
      url,
      headers: objectsOf(namedOf(request.headers).map(scrubbed)),
      queryString: objectsOf([...new URL(url).searchParams]),
      ...(body !== "" && {
        postData: { mimeType: String(request.headers["content-type"] ?? ""), text: body },
      }),
    },
    response: {
      ...message,
      status: answer.status,
      statusText: "",
      headers: objectsOf(namedOf(answer.headers)),
      content: {
        size: Buffer.byteLength(answer.body),
        mimeType: answer.headers["content-type"] ?? "",
        text: answer.body,
      },
      redirectURL: answer.headers["location"] ?? "",
    },
  };
}

const isKey = (name: string): boolean => name.toLowerCase() === apiKeyHeader;

/** That a key is missing is worth to be seen. */
const scrubbed = ([name, value]: Named): Named => [
  name,
  isKey(name) && value !== "" ? SCRUBBED : value,
];

const keysOf = ({ request }: Exchange): string[] =>
  namedOf(request.headers).flatMap(([name, value]) => (isKey(name) && value !== "" ? value : []));

/** As it would stand in a text, in JSON that is a text, and in an address. */
const formsOf = (key: string): string[] => [
  escaped(key),
  escaped(escaped(key)),
  encodeURIComponent(key),
];

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

const namedOf = (headers: Exchange["request"]["headers"]): Named[] =>
  Object.entries(headers).flatMap(([name, value = []]) =>
    [value].flat().map((one): Named => [name, one]),
  );

const objectsOf = (named: readonly Named[]): object[] =>
  named.map(([name, value]) => ({ name, value }));
