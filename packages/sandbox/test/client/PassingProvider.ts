import type { ServerResponse } from "node:http";
import type { Asked, Provider } from "../../../client/test/behaviour/Provider.ts";
import { Departures } from "./Departures.ts";
import { relay } from "./relay.ts";
import type { Tally } from "./Tally.ts";

/** Passes every request on to the sandbox as it is, and notes what that answers. */
export class PassingProvider implements Provider {
  readonly #departures = new Departures();
  readonly #origin: string;
  readonly #tally: Tally;

  constructor(origin: string, tally: Tally) {
    this.#origin = origin;
    this.#tally = tally;
  }

  async answer({ baseUrl, request, sending }: Asked, response: ServerResponse): Promise<boolean> {
    const { operationId } = this.#departures.operationOf(request) ?? {};
    const relayed = await relay({ origin: this.#origin, request, headers: {} }, response, sending);
    const kind = `${operationId}, ${relayed.status}`;
    this.#tally.add({ baseUrl, operationId, from: "sandbox", kind, request, relayed });
    return true;
  }
}
