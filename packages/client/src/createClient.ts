import { checkOptions, type ClientOptions } from "./checkOptions.ts";
import { ConnectionError } from "./ConnectionError.ts";
import { isRecord } from "./isRecord.ts";
import type { CallOptions, OperationDefinition } from "./OperationMethod.ts";
import {
  apiKeyHeader,
  defaultBaseUrl,
  type OperationMethods,
  operations,
} from "./operations.gen.ts";
import type { RawMethods } from "./RawMethods.ts";
import { readAnswer } from "./readAnswer.ts";
import { createTransport, type Transport, type TransportOptions } from "./transport.ts";
import { withoutKey } from "./withoutKey.ts";

/** A method per operation, and raw requests by `GET`, `POST`, … typed by path. */
export interface Client extends OperationMethods, RawMethods {}

type Method = (request?: unknown, options?: CallOptions) => Promise<unknown>;

/**
 * A client for the API, with one method per operation of its contract.
 *
 * @throws ConfigurationError for an option that is missing or cannot work.
 * @example
 * const client = createClient({ apiKey: process.env.AMPS_API_KEY });
 * const { data } = await client.listEvChargers({ query: { limit: 20 } });
 */
export function createClient(options: ClientOptions): Client {
  const checked = checkOptions(options, { apiKeyHeader, baseUrl: defaultBaseUrl });
  const transport = createTransport(checked);
  const methods: Record<string, Method> = {};
  for (const [id, operation] of Object.entries<OperationDefinition>(operations)) {
    const method: Method = (request, callOptions) =>
      call({ id, operation, transport, options: checked }, request, callOptions);
    methods[id] = Object.defineProperty(method, "name", { value: id });
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- table and interface are generated as one
  return { ...(methods as unknown as OperationMethods), ...transport.raw };
}

interface Callee {
  readonly id: string;
  readonly operation: OperationDefinition;
  readonly transport: Transport;
  readonly options: TransportOptions;
}

async function call(callee: Callee, request: unknown, options: CallOptions = {}): Promise<unknown> {
  const { operation, transport } = callee;
  const { method, path } = operation;
  const parts = partsOf(request, callee.id);
  const signal = options.signal ?? null;
  let sent = false;
  const answer = await transport
    .send({
      method,
      path,
      params: { path: parts.path, query: parts.query, header: parts.header },
      body: parts.body,
      headers: new Headers(options.headers),
      signal,
      fetch: (built) => {
        sent = true;
        return callee.options.fetch(built);
      },
    })
    .catch((cause: unknown) => {
      // Before it is sent, a request fails for what the caller passed; and who aborts knows it.
      if (!sent || signal?.aborted) throw cause;
      throw new ConnectionError({ method, path, cause });
    });
  return readAnswer(operation, answer, (body) => withoutKey(body, callee.options.apiKey));
}

/** Types refuse unknown and misplaced keys; plain JavaScript would send a request without them. */
function partsOf(request: unknown, id: string) {
  const parts = recordOf(request, `${id}: the request`);
  const { path, query, header, body, ...unknown } = parts;
  const [stray] = Object.keys(unknown);
  if (stray !== undefined) {
    throw new TypeError(
      `${id}: the request has the unknown key ${JSON.stringify(stray)}. It takes path, query, header and body.`,
    );
  }
  return {
    path: recordOf(path, `${id}: path`),
    query: recordOf(query, `${id}: query`),
    header: recordOf(header, `${id}: header`),
    body,
  };
}

function recordOf(value: unknown, what: string): Record<string, unknown> {
  if (value === undefined) return {};
  if (isRecord(value)) return value;
  throw new TypeError(`${what} is not an object. Pass one, or leave it out.`);
}
