import type { CaseRequest } from "../cases/Case.ts";
import { textOf } from "../contract/textOf.ts";

/** The address that a request goes to. */
export function urlOf({ template, path, query, joined }: CaseRequest, baseUrl: string): URL {
  const url = new URL(
    baseUrl +
      template.replaceAll(/\{([^}]+)\}/g, (_, key: string) =>
        encodeURIComponent(wellFormed(text(path[key]))),
      ),
  );
  for (const [key, value] of Object.entries(query)) {
    const values = Array.isArray(value) && !joined.includes(key) ? value : [value];
    for (const one of values) if (one !== undefined) url.searchParams.append(key, text(one));
  }
  return url;
}

/** The headers that a request has, without the key. */
export function headersOf({ header, body }: CaseRequest): [string, string][] {
  return [
    ...Object.entries(header).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, text(value)]],
    ),
    ...(body === undefined ? [] : ([["content-type", body.type]] satisfies [string, string][])),
  ];
}

/** A server may have an id with half a character in it, which no address can have. */
const wellFormed = (part: string): string => part.replaceAll(/\p{Cs}/gu, "\uFFFD");

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(",");
  const plain = textOf(value);
  if (plain !== undefined) return plain;
  throw new TypeError(
    `A parameter cannot be sent as ${JSON.stringify(value)}: give it a plain example.`,
  );
}
