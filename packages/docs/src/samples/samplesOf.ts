import type { CaseRequest } from "../../../contract/src/cases/Case.ts";
import { bodyOf, requestOf } from "../../../contract/src/cases/requestOf.ts";
import { urlOf } from "../../../contract/src/verify/urlOf.ts";
import type { ApiOperation } from "../contract/readApi.ts";
import { curlSample } from "./curlSample.ts";
import { fetchSample } from "./fetchSample.ts";
import { typescriptSample } from "./typescriptSample.ts";

/** The languages of the samples, in the order in which they are shown. */
export const SAMPLE_LANGUAGES = [
  { lang: "bash", label: "curl" },
  { lang: "typescript", label: "TypeScript" },
  { lang: "javascript", label: "fetch" },
] as const;

/** A request as code, as `x-codeSamples` has it. */
export interface Sample {
  /** What an editor calls the language, such as `typescript`. */
  readonly lang: string;
  /** What the reader sees: curl, TypeScript or fetch. */
  readonly label: string;
  readonly source: string;
}

/**
 * The request of an operation as code, made from the contract's examples: what is required, and the
 * first example of the body. The key comes from the environment variable `AMPS_API_KEY`.
 *
 * @param server The address of the API, without a slash at the end.
 */
export function samplesOf(operation: ApiOperation, server: string): readonly Sample[] {
  const body = jsonBody(operation);
  const request = requestOf(operation, body && { body });
  const url = urlOf(request, server).href;
  const sources = {
    curl: curlSample(request, url),
    TypeScript: typescriptSample(operation, request),
    fetch: fetchSample(operation, request, url),
  };
  return SAMPLE_LANGUAGES.map(({ lang, label }) => ({ lang, label, source: sources[label] }));
}

/** The first example as JSON, which is what the client sends; undefined when there is none. */
function jsonBody({ body }: ApiOperation): CaseRequest["body"] {
  const media = body?.media.filter(({ json, examples }) => json && examples.length > 0) ?? [];
  const sent = media.find(({ type }) => type === "application/json") ?? media[0];
  const [example] = sent?.examples ?? [];
  return sent && example && bodyOf(sent, example.value);
}
