import type { Seen } from "../../../client/test/behaviour/Script.ts";
import type { Exchange } from "../../../client/test/traffic/Exchange.ts";
import type { Relayed } from "./relay.ts";

/** An answer that the client was given, and by whom. */
export interface Note {
  /** The base URL of its script. */
  readonly baseUrl: string;
  /** Undefined where the contract has no such path. */
  readonly operationId: string | undefined;
  readonly from: "sandbox" | "script";
  /** What the sandbox said; or in what the script's answer departs from the contract. */
  readonly kind: string;
  /** What is wrong with it: an answer that it should not have been. */
  readonly wrong?: string | undefined;
  /** What the client had sent. */
  readonly request: Seen;
  /** What came from the sandbox. */
  readonly relayed?: Relayed;
}

/** All answers that were given. */
export class Tally {
  readonly #notes: Note[] = [];

  add(note: Note): void {
    this.#notes.push(note);
  }

  get notes(): readonly Note[] {
    return this.#notes;
  }

  from(server: Note["from"]): readonly Note[] {
    return this.#notes.filter(({ from }) => from === server);
  }

  of(baseUrls: ReadonlySet<string>): readonly Note[] {
    return this.#notes.filter(({ baseUrl }) => baseUrls.has(baseUrl));
  }

  /** What went to the sandbox and had a whole answer, as if it had gone there itself. */
  exchangesWith(sandbox: string): readonly Exchange[] {
    return this.#notes.flatMap(({ request, relayed }) =>
      relayed?.ending === "whole"
        ? { request: { ...request, url: sandbox + request.url }, answer: relayed }
        : [],
    );
  }

  /** How many of each kind a server gave, the most frequent first. */
  report(server: Note["from"]): string {
    const counts = new Map<string, number>();
    for (const { kind } of this.from(server)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...counts]
      .toSorted(([, one], [, other]) => other - one)
      .map(([kind, count]) => `${String(count).padStart(7)}  ${kind}`)
      .join("\n");
  }
}
