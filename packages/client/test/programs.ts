import type { ExampleCall } from "./callsFrom.ts";

const json = (value: unknown): string => JSON.stringify(value);

/** `amps.getEvCharger({ path: { … } }, options)` */
const callOf = ({ id, request }: ExampleCall, options?: string): string =>
  `amps.${id}(${[json(request), ...(options === undefined ? [] : [options])].join(", ")})`;

const rawInitOf = ({ request }: ExampleCall): string => {
  const { body, ...params } = request;
  return json({ params, ...(body === undefined ? {} : { body }) });
};

/** A program that calls every operation through our client, and tells data from errors. */
export function throughOurs(calls: readonly ExampleCall[]): string {
  const uses = calls.map((call) => {
    const result = `const { data, error } = await ${callOf(call)}.safe();`;
    return `  { ${result} results.push(error ? error.code : data); }`;
  });
  return `import { createClient } from "@ev-charger/client";
const amps = createClient({ apiKey: "any" });
export async function all(results: unknown[]): Promise<void> {
${uses.join("\n")}
}
`;
}

/** The same calls through bare openapi-fetch, for their data alone: to tell errors apart costs it more. */
export function throughOpenapiFetch(calls: readonly ExampleCall[]): string {
  const uses = calls.map((call) => {
    const args = `${json(call.path)}, ${rawInitOf(call)}`;
    return `  results.push((await amps.${call.method}(${args})).data);`;
  });
  return `import createClient from "openapi-fetch";
import type { paths } from "@ev-charger/types";
const amps = createClient<paths>({ baseUrl: "https://example.com" });
export async function all(results: unknown[]): Promise<void> {
${uses.join("\n")}
}
`;
}

/** A program that makes handlers of the testing kit for every operation. */
export function throughTestingKit(calls: readonly ExampleCall[]): string {
  const uses = calls.map(({ id }) => `server.use(mock.${id}(), mock.${id}.networkError());`);
  return `import { handlers, mock } from "@ev-charger/client/testing";
import { setupServer } from "msw/node";
const server = setupServer(...handlers());
${uses.join("\n")}
`;
}

/** A program that uses every operation in every way that a client has, and every guard. */
export function throughEverything(calls: readonly ExampleCall[]): string {
  const uses = calls.map((call) => {
    const paged = call.paginated
      ? `
    for await (const item of ${callOf(call)}) results.push(item.id);
    for await (const page of ${callOf(call)}.pages()) results.push(page.items, page.hasNextPage);
    results.push(await ${callOf(call)}.toArray({ max: 10 }));`
      : "";
    return `  {
    const data = await ${callOf(call, "{ signal, retries: 0, timeout: undefined }")};
    const answer = await ${callOf(call)}.withResponse();
    results.push(data, answer.data === data, answer.meta, answer.requestId, answer.response.ok);
    const result = await ${callOf(call)}.safe();
    if (result.error === undefined) results.push(result.data, result.status);
    else if (isApiError(result.error, "INVALID_REQUEST")) results.push(result.error.details);
    else results.push(result.error.name, result.error.code);
    const raw = await amps.${call.method}(${json(call.path)}, ${rawInitOf(call)});
    results.push(raw.data ?? raw.error, raw.response.status);${paged}
  }`;
  });
  return `import {
  ApiError,
  type ClientOptions,
  createClient,
  isApiError,
  isEvChargerError,
  type Middleware,
} from "@ev-charger/client";
import type { EvCharger, paths } from "@ev-charger/types";

const middleware: Middleware = {
  call: async (context, next) => {
    const result = await next();
    console.log(context.operationId, result.status, result.attempts);
    return result;
  },
};
const options: ClientOptions = { apiKey: async () => "any", fetch: undefined, logger: console };
const amps = createClient({ ...options, middleware: [middleware] });

export async function all(results: unknown[], signal: AbortSignal | undefined): Promise<void> {
${uses.join("\n")}
}

export function explain(error: unknown): string | undefined {
  if (isApiError(error, "CONFLICT")) return error.details?.conflictingActionIds?.join();
  if (isApiError(error)) return \`\${error.status} \${error.code} \${error.retryAfter}\`;
  if (error instanceof ApiError) return error.requestId;
  return isEvChargerError(error) ? error.name : undefined;
}

export type Named = [EvCharger["state"]["status"], keyof paths];
`;
}
