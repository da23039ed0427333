import { wait } from "./wait.ts";

/** Lets so many requests a second go, one by one; 0 lets all go. */
export class Pace {
  readonly #interval: number;
  #next = 0;

  constructor(perSecond: number) {
    this.#interval = perSecond === 0 ? 0 : 1_000 / perSecond;
  }

  async wait(): Promise<void> {
    const now = performance.now();
    const due = Math.max(now, this.#next);
    this.#next = due + this.#interval;
    if (due > now) await wait(due - now);
  }
}
