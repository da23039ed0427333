import type { Operation } from "../contract/Operation.ts";
import type { KeyRow } from "../database/rows.ts";
import type { Caller } from "../handlers/Handler.ts";
import type { Fault } from "./Fault.ts";

/** What the server knows of a request while it answers it. */
export interface RequestState {
  /** When its head had arrived, by `performance.now()`. */
  readonly startedAt: number;
  /** What is kept of its key; undefined when it has none. */
  readonly digest: string | undefined;
  /** Looks its key up, once for all who ask. */
  readonly findKey: (digest: string) => Promise<KeyRow | null>;
  /** Undefined until its key is known, and for good when it is not. */
  caller: Caller | undefined;
  /** The instant for which it is answered: when the whole of it had come, unless it says which. */
  now: number;
  /** What time it is for it by now. */
  time: () => number;
  /** What its sender wants to go wrong. */
  fault: Fault | undefined;
}

declare module "fastify" {
  interface FastifyRequest {
    state: RequestState;
  }
  interface FastifyContextConfig {
    /** The operation of the contract that the route is for. */
    readonly operation?: Operation;
  }
}
