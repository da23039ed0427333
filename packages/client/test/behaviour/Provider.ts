import type { ServerResponse } from "node:http";
import type { Answer, Script, Seen, Sent } from "./Script.ts";

/** Another server of the contract, which speaks for the API in place of the scripted one. */
export interface Provider {
  /**
   * Answers a request, if it can say what the script wants said, and calls `sending` right before.
   *
   * @returns whether it has; if not, the script answers
   */
  answer(asked: Asked, response: ServerResponse): Promise<boolean>;
}

/** A request that is to be answered. */
export interface Asked {
  /** The base URL of the script. */
  readonly baseUrl: string;
  readonly script: Script;
  /** How the script wants it answered. */
  readonly answer: Answer;
  readonly request: Seen;
  readonly sending: (sent: Sent) => void;
}
