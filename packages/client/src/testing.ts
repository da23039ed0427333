import type { HttpHandler } from "msw";
import { type OperationMocks, createMocks } from "./testing/createMocks.ts";

export {
  type Mocks,
  type MocksOptions,
  type OperationMocks,
  createMocks,
} from "./testing/createMocks.ts";
export type {
  Answer,
  Changes,
  ErrorCodeOf,
  Failure,
  Fault,
  HandlerOptions,
  MockedRequest,
  OperationMock,
  OperationNames,
  Resolver,
  Step,
  Success,
} from "./testing/OperationMock.ts";

const defaults = createMocks();

/**
 * An MSW handler for every operation, at the contract's first server, answering with the operation's
 * first success example.
 *
 * @example
 * const server = setupServer(...handlers());
 */
export const handlers: () => HttpHandler[] = defaults.handlers;

/**
 * MSW handlers for one operation, to be put over those of `handlers()`.
 *
 * @example
 * server.use(mock.pushEvChargerAction.error("CONFLICT"));
 */
export const mock: OperationMocks = defaults.mock;
