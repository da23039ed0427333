import createFetchClient, { type Middleware } from "openapi-fetch";
import type { OperationDefinition } from "./OperationMethod.ts";
import type { RawMethods } from "./RawMethods.ts";
import { serializePath } from "./serializePath.ts";

type Values = Readonly<Record<string, unknown>>;

/** A request by its path template, with what goes where. */
export interface TransportRequest {
  readonly method: OperationDefinition["method"];
  readonly path: string;
  readonly params: { readonly path: Values; readonly query: Values; readonly header: Values };
  /** Serialised as JSON; undefined sends no body. */
  readonly body: unknown;
  readonly headers: Headers;
  readonly signal: AbortSignal | null;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** An answer, read to its end. */
export interface TransportAnswer {
  readonly response: Response;
  /** The text of a success; of an error its JSON, parsed, or else its text. */
  readonly body: unknown;
}

export interface TransportOptions {
  readonly apiKey: string;
  readonly apiKeyHeader: string;
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  readonly headers: Headers;
  readonly fetch: (request: Request) => Promise<Response>;
}

export interface Transport {
  readonly raw: RawMethods;
  /** Rejects with what `fetch` threw, or with TypeError before that when no request can be built. */
  readonly send: (request: TransportRequest) => Promise<TransportAnswer>;
}

/** Paths whose types are checked elsewhere, as openapi-fetch wants to see them. */
type Untyped = Record<string, Record<Lowercase<OperationDefinition["method"]>, UntypedOperation>>;
interface UntypedOperation {
  parameters: TransportRequest["params"];
  requestBody?: { content: { "application/json": unknown } };
  responses: { 200: { content: { "text/plain": unknown } } };
}

/**
 * The only place that knows openapi-fetch. Its own types are not shown: they take the open sets of
 * the contract apart, so that such a string would no longer be assignable to `string`.
 */
export function createTransport(options: TransportOptions): Transport {
  const { apiKey, apiKeyHeader, ...shared } = options;
  const client = createFetchClient<Untyped>({
    ...shared,
    pathSerializer: (url, values) => {
      const template = url.slice(shared.baseUrl.length);
      return shared.baseUrl + serializePath(template, values);
    },
    // fetch takes custom headers along to wherever a redirect points: the key must not go there.
    redirect: "manual",
  });
  const guard: Middleware = {
    onRequest({ request, schemaPath, params }) {
      // openapi-fetch leaves the template as it is when no path parameters are passed at all.
      if (params.path === undefined) serializePath(schemaPath, {});
      request.headers.set(apiKeyHeader, apiKey);
      return request;
    },
  };
  client.use(guard);
  const { GET, PUT, POST, DELETE, OPTIONS, HEAD, PATCH, TRACE } = client;
  const methods: unknown = { GET, PUT, POST, DELETE, OPTIONS, HEAD, PATCH, TRACE };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same methods, typed by our paths
    raw: methods as RawMethods,
    async send({ method, path, ...init }) {
      const answer = await client[method](path, { ...init, parseAs: "text" });
      return { body: answer.data ?? answer.error, response: answer.response };
    },
  };
}
