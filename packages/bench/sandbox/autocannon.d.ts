// Of the load generator, what `load.ts` uses.
declare module "autocannon" {
  import type { EventEmitter } from "node:events";

  interface Request {
    method: string;
    path: string;
    headers: Readonly<Record<string, string>>;
    body?: string;
  }

  export interface Client {
    setRequests(requests: readonly Request[]): void;
  }

  interface Options {
    url: string;
    connections: number;
    /** In seconds. */
    duration: number;
    /** How often it looks whether the time is over, in ms. */
    sampleInt: number;
    setupClient(this: void, client: Client): void;
  }

  interface Result {
    /** Connections that broke, and requests without an answer. */
    readonly errors: number;
  }

  function autocannon(
    options: Options,
    done: (error: Error | null, result: Result) => void,
  ): EventEmitter<{
    start: [];
    response: [client: Client, status: number, bytes: number, milliseconds: number];
  }>;
  export default autocannon;
}
