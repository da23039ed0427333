import { isUnavailable } from "./isUnavailable.ts";

/** More than this many calls never go into one batch. */
const MOST = 64;

interface Waiting<In, Out> {
  readonly input: In;
  readonly resolve: (output: Out) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Lets calls that come at the same time share one round trip. A call that finds nothing under way
 * goes at once; those that come while others are under way go together, as soon as one returns. No
 * result is kept: each call is answered by a query that began after it.
 *
 * @param run answers every input of a batch, in their order
 * @param atOnce how many batches may be under way at the same time
 */
export function batched<In, Out>(
  run: (inputs: readonly In[]) => Promise<readonly Out[]>,
  atOnce: number,
): (input: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];
  let underWay = 0;
  let scheduled = false;

  const settle = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const outputs = await run(batch.map(({ input }) => input));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const output = outputs[index];
        if (output === undefined) reject(new Error("A batch left a call without an answer."));
        else resolve(output);
      }
    } catch (error) {
      // What waits for a database that is away would only be told the same later.
      const rest = isUnavailable(error) ? waiting.splice(0) : [];
      for (const { reject } of [...batch, ...rest]) reject(error);
    } finally {
      underWay -= 1;
      go();
    }
  };
  const go = (): void => {
    scheduled = false;
    while (waiting.length > 0 && underWay < atOnce) {
      const batch = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      underWay += 1;
      void settle(batch);
    }
  };
  return (input) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (scheduled || underWay >= atOnce) return;
      scheduled = true;
      // What arrived in the same turn of the event loop goes along.
      setImmediate(go);
    });
}
