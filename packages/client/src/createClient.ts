import type { CallOptions, ClientOptions } from "./CallOptions.ts";
import { checkOptions } from "./checkOptions.ts";
import { refusal } from "./ConfigurationError.ts";
import { exchange } from "./exchange.ts";
import type { OperationDefinition, WaitDefinition } from "./OperationDefinition.ts";
import type { OperationId } from "./OperationTypes.ts";
import { type OperationMethods, operations, waits } from "./operations.gen.ts";
import type { RawMethods } from "./RawMethods.ts";
import { requestOf } from "./requestOf.ts";
import { settingsOf } from "./settings.ts";
import { type Send, startCall } from "./startCall.ts";
import { type WaitOptions, waitUntil } from "./waitUntil.ts";

/** A method per operation, and raw requests by `GET`, `POST`, … typed by path. */
export interface Client extends OperationMethods, RawMethods {}

/**
 * A client for the API, with one method per operation of its contract.
 *
 * @throws ConfigurationError for an option that is missing or cannot work.
 * @example
 * const amps = createClient({ apiKey: process.env.AMPS_API_KEY });
 * for await (const charger of amps.listEvChargers()) console.log(charger.id);
 */
export function createClient(options: ClientOptions = {}): Client {
  const target = checkOptions(options);
  const defaults = settingsOf(options);

  const send: Send = async (operationId, request, callOptions, init) => {
    const settings = callOptions === undefined ? defaults : settingsOf(options, callOptions, init);
    const operation: OperationDefinition = operations[operationId];
    const { method, path } = operation;
    const context = { operationId, method, path, request: requestOf(request) };
    return exchange(target, operation, context, settings);
  };
  const call = (id: OperationId) => (request?: unknown, callOptions?: CallOptions) =>
    startCall(send, id, operations[id], request, callOptions);

  const client: Record<string, unknown> = {};
  // Requests by path go only to paths of the contract, so that the key goes nowhere else.
  const routes = new Map<string, OperationId>();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a generated constant
  for (const id of Object.keys(operations) as OperationId[]) {
    const { method, path } = operations[id];
    client[id] = call(id);
    routes.set(`${method} ${path}`, id);
    client[method] ??= async (template: string, given: RawGiven = {}) => {
      // What else is given goes to `fetch`, which leaves alone what is not for it.
      const { params, body, ...others } = given;
      const route = routes.get(`${method} ${template}`);
      if (route === undefined)
        throw refusal("path", "unknown. Pass a path template of the contract.");
      const result = await send(route, { ...params, body }, others, others);
      const { response } = result;
      return result.status < 400
        ? { data: result.body, response }
        : { error: result.body, response };
    };
  }
  for (const [name, wait] of Object.entries<WaitDefinition>(waits)) {
    client[name] = (id: unknown, waitOptions: WaitOptions = {}) =>
      waitUntil(
        wait,
        operations[wait.operationId],
        call(wait.operationId),
        id,
        waitOptions,
        options,
      );
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- table and interface are generated as one
  return client as unknown as Client;
}

type RawGiven = CallOptions & RequestInit & { params?: object; body?: unknown };
