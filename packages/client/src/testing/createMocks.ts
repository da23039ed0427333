import type { operations } from "@ev-charger/types";
import type { HttpHandler, PathParams } from "msw";
import { type MockNames, mockedOperations } from "../mocks.gen.ts";
import { defaultBaseUrl } from "../operations.gen.ts";
import type { MockedOperation } from "./MockedOperation.ts";
import { OperationHandler, type Place } from "./OperationHandler.ts";
import type { HandlerOptions, OperationMock } from "./OperationMock.ts";
import { pathPattern } from "./pathPattern.ts";
import { type LooseAnswer, type Plan, plan } from "./plan.ts";
import { type RequestParts, readRequest } from "./readRequest.ts";

/** One member per operation of the contract. */
export type OperationMocks = {
  readonly [Id in keyof MockNames]: OperationMock<operations[Id], MockNames[Id]>;
};

/** Handlers for MSW. */
export interface Mocks {
  /** A handler for every operation, answering with its first success example. */
  readonly handlers: () => HttpHandler[];
  /** Handlers for one operation, to be put over those of `handlers()` with `server.use()`. */
  readonly mock: OperationMocks;
}

/** What `createMocks` takes. */
export interface MocksOptions {
  /** Where the client under test is told that the API is. Default: the contract's first server. */
  readonly baseUrl?: string | undefined;
}

type LooseResolver = (
  request: RequestParts,
) => LooseAnswer | Response | undefined | Promise<LooseAnswer | Response | undefined>;
type LooseStep = LooseAnswer | LooseResolver;

/**
 * MSW handlers for the API at another address than the contract's first server.
 *
 * @example
 * const { handlers, mock } = createMocks({ baseUrl: "http://localhost:4010" });
 */
export function createMocks({ baseUrl = defaultBaseUrl }: MocksOptions = {}): Mocks {
  const base = baseUrl.replace(/\/+$/, "");
  const entries: [string, MockedOperation][] = Object.entries(mockedOperations);
  const urlOf = ({ path }: MockedOperation) => base + pathPattern(path);
  const mocks = entries.map(([id, operation], index) => {
    const { method } = operation;
    // The table has the more specific path first.
    const others = entries.slice(0, index).filter(([, other]) => other.method === method);
    const place = { method, url: urlOf(operation), others: others.map(([, one]) => urlOf(one)) };
    return [id, mockOf(id, operation, place)] as const;
  });
  return {
    handlers: () => mocks.map(([, mock]) => mock()),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table has every operation
    mock: Object.fromEntries(mocks) as unknown as OperationMocks,
  };
}

function mockOf(id: string, operation: MockedOperation, place: Place) {
  const resolverPlan =
    (resolve: LooseResolver): Plan =>
    async (request, matched) => {
      const chosen = await resolve(await readRequest(operation, request, matched));
      if (chosen instanceof Response) return chosen;
      return await plan(id, operation, chosen ?? {})(request, matched);
    };
  const handler = (steps: readonly LooseStep[], options?: HandlerOptions) => {
    const plans = steps.map((step) =>
      typeof step === "function" ? resolverPlan(step) : plan(id, operation, step),
    );
    const last = plans.at(-1);
    if (last === undefined)
      throw new Error(`mock.${id}.sequence: no answers. Give it one or more.`);
    let calls = 0;
    return new OperationHandler(
      place,
      ({ request, params }: { request: Request; params: PathParams }) =>
        (plans[calls++] ?? last)(request, params),
      options,
    );
  };
  const success = (step: LooseStep = {}, options?: HandlerOptions) => handler([step], options);
  return Object.assign(success, {
    error: (code: string, changes: LooseAnswer = {}, options?: HandlerOptions) =>
      handler([{ ...changes, error: code }], options),
    networkError: (options?: HandlerOptions) => handler([{ networkError: true }], options),
    brokenBody: (options?: HandlerOptions) => handler([{ brokenBody: true }], options),
    sequence: handler,
  });
}
