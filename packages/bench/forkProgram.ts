import { fork, type Serializable } from "node:child_process";
import { once } from "node:events";
import { messageOf } from "./messageOf.ts";

/** A program of ours in a process of its own, which does nothing unless it is told to. */
export interface Program<Order extends Serializable, Answer> {
  readonly pid: number;
  /** @throws Error with what it printed, when it fails or takes too long */
  ask(this: void, order: Order): Promise<Answer>;
  stop(this: void): Promise<void>;
}

interface ForkOptions<Answer> {
  /** Ends it when aborted. */
  readonly signal: AbortSignal;
  /** How long an answer may take. */
  readonly seconds: number;
  isAnswer(this: void, value: unknown): value is Answer;
  /** Whether it is out of the reach of the terminal's Ctrl-C. Default: false. */
  readonly apart?: boolean;
}

/** @param file the program, which answers each message that it is sent with one of its own */
export function forkProgram<Order extends Serializable, Answer>(
  file: string,
  flags: readonly string[],
  { signal, seconds, isAnswer, apart = false }: ForkOptions<Answer>,
): Program<Order, Answer> {
  const child = fork(file, flags, {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: apart,
    // A proxy is not what is measured.
    env: { ...process.env, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" },
  });
  let printed = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const ended = new AbortController();
  const closed = once(child, "close").finally(() => ended.abort());
  // Whoever waits for an answer learns of it there.
  closed.catch(() => undefined);

  return {
    pid: child.pid ?? 0,
    async ask(order) {
      const limit = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(seconds * 1000)]);
      try {
        limit.throwIfAborted();
        const message = once(child, "message", { signal: limit });
        child.send(order);
        const answers: unknown[] = await message;
        const answer = answers[0];
        if (isAnswer(answer)) return answer;
        throw new TypeError(`It answered ${JSON.stringify(answer)}.`);
      } catch (error) {
        signal.throwIfAborted();
        // What it printed last may be on its way.
        if (!child.connected) await closed;
        throw new Error(printed.trim() || messageOf(error), { cause: error });
      }
    },
    async stop() {
      child.kill();
      await closed;
    },
  };
}
