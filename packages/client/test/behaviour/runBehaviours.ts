import { behaviours } from "./behaviours.ts";
import type { Behaviour, Kit } from "./Kit.ts";

/** How a behaviour went. */
export interface Outcome {
  readonly part: string;
  readonly name: string;
  /** Why it failed, or was skipped; neither when it passed. */
  readonly failed?: string;
  readonly skipped?: string;
}

/** More than any behaviour takes; one that hangs must not keep the others from being reported. */
const LIMIT = 30_000;

/** So many run at once, most of which wait for something. */
const WIDTH = 4;

/** Runs every behaviour: first those that bear company, then the others, one after another. */
export async function runBehaviours(
  kit: Kit,
  lacks: readonly string[],
  tell: (outcome: Outcome) => Promise<unknown>,
): Promise<void> {
  const stray: unknown[] = [];
  listenForStray((reason) => stray.push(reason));
  const all = Object.entries(behaviours).flatMap(([part, some]) =>
    some.map((behaviour) => ({ part, behaviour })),
  );
  const run = async (queue: typeof all): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { part, behaviour } = next;
      await tell({ part, name: behaviour.name, ...(await outcomeOf(behaviour, kit, lacks)) });
    }
  };
  const social = all.filter(({ behaviour }) => behaviour.alone !== true);
  await Promise.all(Array.from({ length: WIDTH }, () => run(social)));
  await run(all.filter(({ behaviour }) => behaviour.alone));
  const failed = stray.map(textOf).join("\n");
  await tell({ ...STRAY, ...(failed !== "" && { failed }) });
}

/** What is reported besides the behaviours. */
export const STRAY = { part: "a promise", name: "is never rejected without anyone to hear it" };

async function outcomeOf(
  { needs = [], run }: Behaviour,
  kit: Kit,
  lacks: readonly string[],
): Promise<Pick<Outcome, "failed" | "skipped">> {
  const missing = needs.filter((ability) => lacks.includes(ability));
  if (missing.length > 0) return { skipped: `it lacks: ${missing.join(", ")}` };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `It did not end within ${LIMIT / 1_000} s.`;
    timer = setTimeout(() => reject(new Error(message)), LIMIT);
  });
  try {
    await Promise.race([run(kit), late]);
    return {};
  } catch (error) {
    return { failed: textOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Node and Bun tell it through `process`, the others by an event of the global scope. */
function listenForStray(hear: (reason: unknown) => void): void {
  const scope: {
    process?: { on?: (event: string, listener: (reason: unknown) => void) => void };
    addEventListener?: (event: string, listener: (event: { reason?: unknown }) => void) => void;
  } = globalThis;
  if (scope.process?.on) scope.process.on("unhandledRejection", hear);
  else scope.addEventListener?.("unhandledrejection", ({ reason }) => hear(reason));
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
