import { messageOf } from "./messageOf.ts";

/** Runs all steps of a clean-up, also when one fails. */
export async function runAll(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) {
    throw new AggregateError(errors, `Not all was cleaned up: ${errors.map(messageOf).join("; ")}`);
  }
}
