/** What a timer can hold, in milliseconds; a longer time would be over at once. */
export const LONGEST_TIMER = 2 ** 31 - 2;

/**
 * Runs some work with a signal, and settles as soon as the work does, one of the signals aborts, or the
 * time is over, whether or not the work heeds its signal. It leaves no timer and no listener behind.
 *
 * @param milliseconds More than a timer can hold, such as Infinity, stands for no limit.
 * @param onAbort Makes what it rejects with from the reason of the signal that aborted.
 * @param onTimeout Makes what it rejects with when the time is over.
 */
export function bounded<Result>(
  signals: readonly AbortSignal[],
  milliseconds: number,
  onAbort: (reason: unknown) => unknown,
  onTimeout: () => unknown,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(timer);
      for (const one of signals) one.removeEventListener("abort", abort);
    };
    const stop = (error: unknown): void => {
      end();
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- an Error but for pause's own
      reject(error);
      controller.abort(error);
    };
    const abort = (): void => {
      const first = signals.find(({ aborted }) => aborted);
      if (first !== undefined) stop(onAbort(first.reason));
    };
    abort();
    if (controller.signal.aborted) return;
    for (const one of signals) one.addEventListener("abort", abort);
    if (milliseconds <= LONGEST_TIMER) timer = setTimeout(() => stop(onTimeout()), milliseconds);
    work(controller.signal).then((result) => {
      end();
      return resolve(result);
    }, stop);
  });
}

/** Passes on what an outer one aborted with. */
export const asItIs = (reason: unknown): unknown => reason;

/** Waits, as {@link bounded} by signals. Never less than it is told to, as some timers do. */
export async function pause(
  milliseconds: number,
  signals: readonly AbortSignal[],
  onAbort: (reason: unknown) => unknown,
): Promise<void> {
  const over = {};
  try {
    const never = (): Promise<never> => new Promise(() => {});
    await bounded(signals, Math.ceil(milliseconds) + 1, onAbort, () => over, never);
  } catch (error) {
    if (error !== over) throw error;
  }
}
