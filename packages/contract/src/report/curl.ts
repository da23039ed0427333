import type { CaseRequest } from "../cases/Case.ts";
import { headersOf, urlOf } from "../verify/urlOf.ts";

/** Longer bodies are piped in; no shell has to take them as an argument. */
const longest = 4_000;

/** Of the server, what a command line has to know. */
export interface CurlOptions {
  readonly baseUrl: string;
  /** The environment variable that has the key. */
  readonly apiKeyVariable: string;
  /** Where the request has the key in it, the variable takes its place. */
  readonly apiKey?: string;
}

/**
 * A command line for any POSIX shell that sends the request again, byte for byte in address and
 * body. The key is not in it, but the environment variable that has it.
 */
export function curl(request: CaseRequest, options: CurlOptions): string {
  const { body, method, keyHeaders } = request;
  const { href } = urlOf(request, options.baseUrl);
  const word = (text: string) => quoted(text, options);
  const piped = body !== undefined && body.text.length > longest;
  const command = [
    "curl --include",
    ...(/[[\]{}]/.test(href) ? ["--globoff"] : []),
    ...methodOf(method, body !== undefined),
    `--url ${word(href)}`,
    ...keyHeaders.map((name) => `--header "${name}: $${options.apiKeyVariable}"`),
    ...headersOf(request).map(([name, value]) => `--header ${headerWord(name, value, word)}`),
    // Above a mebibyte, curl would ask first whether it may send the body.
    ...(piped ? ["--header 'expect:'", "--data-binary @-"] : []),
    ...(body === undefined || piped ? [] : [`--data-raw ${word(body.text)}`]),
  ].join(" ");
  return piped ? `${printed(body.text, word)} | ${command}` : command;
}

function methodOf(method: string, hasBody: boolean): string[] {
  // With another name for it, curl would wait for the body that HEAD does not have.
  if (method === "HEAD") return ["--head"];
  return method === "GET" && !hasBody ? [] : [`--request ${method}`];
}

/**
 * A header as the word after `--header`, so that it arrives as `fetch` sends it.
 *
 * @param word Quotes a text for a shell.
 */
export function headerWord(name: string, given: string, word: (text: string) => string): string {
  // As `fetch` sends it.
  const value = given.replaceAll(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  // With a colon, curl takes an empty header for one to leave out.
  if (value === "") return word(`${name};`);
  const text = `${name}: ${value}`;
  // A header has bytes, not UTF-8: what a shell passes on as two has to be made as one.
  return /[\u0080-\u00FF]/.test(text)
    ? `"$(printf ${word(text.replaceAll(/[%\\\u0080-\u00FF]/g, escaped))})"`
    : word(text);
}

const escaped = (character: string): string =>
  `\\${(character.codePointAt(0) ?? 0).toString(8).padStart(3, "0")}`;

/** A command that prints a long text: what is one character over and over is counted, not told. */
function printed(text: string, word: (text: string) => string): string {
  const parts = text.split(/(([\u0020-\u007E])\2{199,})/u);
  // Each run is there twice: whole, and its character.
  const commands = parts.flatMap((part, index) => {
    if (part === "" || index % 3 === 2) return [];
    if (index % 3 === 0) return [`printf %s ${word(part)}`];
    const one = part.startsWith("\\") ? String.raw`\\` : part.slice(0, 1);
    return [`head -c ${part.length} /dev/zero | tr '\\0' ${quotedPlainly(one)}`];
  });
  const [only] = commands;
  return commands.length === 1 && only !== undefined ? only : `{ ${commands.join("; ")}; }`;
}

/** A text as one word of any POSIX shell. */
export const quotedPlainly = (text: string): string =>
  `'${text.replaceAll("'", String.raw`'\''`)}'`;

function quoted(text: string, { apiKey = "", apiKeyVariable }: CurlOptions): string {
  return apiKey === ""
    ? quotedPlainly(text)
    : text.split(apiKey).map(quotedPlainly).join(`"$${apiKeyVariable}"`);
}
