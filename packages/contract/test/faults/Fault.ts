import type { Check } from "../../src/index.ts";

/** A departure from the contract, to be planted in front of a server that honours it. */
export interface Fault {
  /** What the server does, as a sentence after its name. */
  readonly name: string;
  /** The check whose business it is. */
  readonly meantFor: Check;
  /** Milliseconds after which the checker gives up, where it has to. Default: its own. */
  readonly timeout?: number;
  /** What a server with it does. It is planted anew for each run, with nothing remembered. */
  readonly plant: (run: { readonly apiKey: string }) => Hooks;
}

export interface Hooks {
  /** What the server is asked in place of a request; or the answer, without asking it. */
  readonly request?: (asked: Asked) => Asked | Served;
  /** What is answered in place of the server's answer to a request. */
  readonly answer?: (served: Served, asked: Asked) => Served | Silence;
}

/** A request, as it came. */
export interface Asked {
  /** The operation that it calls; undefined when the contract has none. */
  readonly operationId: string | undefined;
  /** The id in its path; empty when there is none. */
  readonly id: string;
  readonly method: string;
  /** The path, encoded, with the query. This is what is passed on. */
  readonly url: string;
  readonly query: URLSearchParams;
  /** The names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Served {
  readonly status: number;
  /** The names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No whole answer: the connection breaks before it or in the middle of it, or nothing ever comes. */
export type Silence = "dropped" | "cut off" | "never";
