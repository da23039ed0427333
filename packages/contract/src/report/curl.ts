import type { CaseRequest } from "../cases/Case.ts";
import { headersOf, urlOf } from "../verify/urlOf.ts";

/** Longer bodies are made by the command instead of being written out. */
const longest = 4_000;

/**
 * A command line that sends the request again. The key is not in it, but the name of the
 * environment variable that has it.
 */
export function curl(request: CaseRequest, baseUrl: string, apiKeyVariable: string): string {
  const { body, method, keyHeaders } = request;
  const repeated = body !== undefined && body.text.length > longest ? body.text : undefined;
  const words = [
    "curl --include",
    ...(method === "GET" && body === undefined ? [] : [`--request ${method}`]),
    `--url ${quoted(urlOf(request, baseUrl).href)}`,
    ...keyHeaders.map((name) => `--header "${name}: $${apiKeyVariable}"`),
    // With a colon, curl takes an empty header for one to leave out.
    ...headersOf(request).map(([name, value]) =>
      value === "" ? `--header ${quoted(`${name};`)}` : `--header ${quoted(`${name}: ${value}`)}`,
    ),
    ...(body === undefined || repeated !== undefined ? [] : [`--data-raw ${quoted(body.text)}`]),
    ...(repeated === undefined ? [] : ["--data-binary @-"]),
  ];
  const command = words.join(" ");
  return repeated === undefined
    ? command
    : `head -c ${repeated.length} /dev/zero | tr '\\0' ${quoted(repeated.slice(0, 1))} | ${command}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
