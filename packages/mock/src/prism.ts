// Prism offers no public way in, so every deep import is here and the versions are pinned exactly.
import { getHttpOperationsFromSpec } from "@stoplight/prism-cli/dist/operations.js";
import { getHttpConfigFromRequest } from "@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js";
import { serialize } from "@stoplight/prism-http-server/dist/serialize.js";
import { createServer } from "@stoplight/prism-http-server/dist/server.js";
import type { Answer } from "./Answer.ts";
import { problem } from "./Answer.ts";
import { violationsHeader } from "./violationsHeader.ts";

type Server = ReturnType<typeof createServer>;
type PrismRequest = Parameters<Server["prism"]["request"]>[0];

/** One operation of the contract, as Prism reads it. */
export type Operation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

/** A request as Prism wants it; `body` is the parsed JSON, the raw text, or undefined. */
export interface Asked {
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body?: unknown;
}

/** What a caller may ask for with `Prefer`, or the layer in front of Prism on its own account. */
export interface Preferences {
  code?: number | undefined;
  exampleKey?: string | undefined;
  dynamic?: boolean | undefined;
  seed?: string | undefined;
}

/** Prism's answer. */
export interface PrismAnswer extends Answer {
  /** Whether the contract documents it; otherwise it is a problem of Prism's own. */
  documented: boolean;
  /** Where the request breaks the contract, e.g. `["query", "limit"]`; empty when it does not. */
  broken: readonly (readonly string[])[];
}

/** A contract that Prism can answer from. */
export interface Contract {
  operations: readonly Operation[];
  /** Answers for one operation. A forced code or example is answered whatever the request says. */
  ask(operation: Operation, asked: Asked, preferences?: Preferences): Promise<PrismAnswer>;
}

const methods: readonly PrismRequest["method"][] = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
];

const noop = (): void => undefined;
const silent: Server["logger"] = {
  child: () => silent,
  debug: noop,
  error: noop,
  info: noop,
  success: noop,
  warn: noop,
};

/**
 * Reads a bundled contract (JSON or YAML file).
 *
 * @throws Error when the file cannot be read, is no OpenAPI document, or declares no operation.
 */
export async function loadContract(file: string, dynamic: boolean): Promise<Contract> {
  const operations = await getHttpOperationsFromSpec(file).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = reason.includes("ENOENT") ? " Run `pnpm generate` first." : "";
    throw new Error(`Cannot load the contract ${file}: ${reason}.${advice}`, { cause });
  });
  if (operations.length === 0) throw new Error(`The contract ${file} declares no operation.`);
  const base = { isProxy: false, errors: false, upstreamProxy: undefined } as const;
  const config = { ...base, checkSecurity: true, validateRequest: true, validateResponse: true };
  const options = { config: { ...config, mock: { dynamic } }, components: { logger: silent } };
  const { prism } = createServer(operations, { ...options, cors: false });

  return {
    operations,
    async ask(operation, asked, preferences = {}) {
      const checked = preferences.code === undefined && preferences.exampleKey === undefined;
      const outcome = await prism.request(toPrismRequest(operation, asked), [operation], {
        ...config,
        checkSecurity: checked,
        validateRequest: checked,
        mock: { dynamic, ...defined(preferences) },
      })();
      if ("left" in outcome) return { ...refusal(outcome.left), documented: false, broken: [] };
      const { output, validations } = outcome.right;
      const { "Content-type": documentedType, ...others } = withoutNulls(output.headers);
      // A range of types, as some contracts have it, is none that an answer can be of.
      const type = documentedType?.includes("*") ? "application/json" : documentedType;
      const serialized = serialize(output.body, type);
      const body = typeof serialized === "string" ? serialized : "";
      return {
        status: output.statusCode,
        headers: {
          ...others,
          // Prism gives even a 204 a type.
          ...(type !== undefined && body !== "" && { "Content-type": type }),
          ...violationsHeader(validations),
        },
        body,
        documented: true,
        // A missing body is the only fault without a place for which the place matters.
        broken: validations.input.map(({ path = ["body"] }) => path),
      };
    },
  };
}

/** Reads `Prefer` (or Prism's `__code`, `__example`, … query); an answer means it is malformed. */
export function readPreferences({ headers, query }: Asked): Preferences | Answer {
  const url = { path: "", query: Object.fromEntries(query) };
  const preferences = getHttpConfigFromRequest({ headers, url });
  return "left" in preferences ? refusal(preferences.left) : preferences.right;
}

function toPrismRequest(operation: Operation, asked: Asked): PrismRequest {
  const query: Record<string, string | string[]> = {};
  for (const name of asked.query.keys()) {
    const [first = "", ...others] = asked.query.getAll(name);
    query[name] = others.length === 0 ? first : [first, ...others];
  }
  const method = methods.find((known) => known === operation.method) ?? "get";
  return { method, url: { path: asked.path, query }, headers: asked.headers, body: asked.body };
}

/** Prism answers null for a documented header that it has no value for. */
function withoutNulls(headers: Record<string, string | null> = {}): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== null) present[name] = value;
  return present;
}

function defined(preferences: Preferences): object {
  return Object.fromEntries(Object.entries(preferences).filter(([, value]) => value !== undefined));
}

function refusal(error: Error & { status?: number; detail?: string }): Answer {
  return problem(error.status ?? 500, error.message, error.detail ?? error.message);
}
