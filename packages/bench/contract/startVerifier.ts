import { join } from "node:path";
import { forkProgram, type Program } from "../forkProgram.ts";
import { type Done, isDone, type Order } from "./Order.ts";

/** The program that verifies, in a process of its own. */
export function startVerifier(signal: AbortSignal): Program<Order, Done> {
  const file = join(import.meta.dirname, "verifyAsTold.ts");
  return forkProgram(file, [], { signal, seconds: 300, isAnswer: isDone });
}

/** @throws Error that names what failed, when the server broke the contract */
export function assertKept(label: string, { failures }: Done): void {
  if (failures.length === 0) return;
  throw new Error(`${label} breaks the contract:\n${failures.join("\n")}`);
}
