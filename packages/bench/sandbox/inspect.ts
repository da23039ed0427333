import { once } from "node:events";
import { isRecord } from "../../../scripts/isRecord.ts";

/** A function in a profile, at one place in the stack. */
export interface ProfileNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    /** `"0"` for what is built in. */
    readonly scriptId: string;
    /** Empty for what was made from text while running. */
    readonly url: string;
    /** From 0 on. */
    readonly lineNumber: number;
  };
  readonly children?: readonly number[];
}

/** V8's profile of a while: which node ran at each sample, and the microseconds since the one before. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** In microseconds. */
const INTERVAL = 500;

/**
 * Profiles a process of Node.
 *
 * @param url that of its inspector, `ws://…`
 * @param during what is done meanwhile
 */
export async function profileDuring(url: string, during: () => Promise<void>): Promise<CpuProfile> {
  const socket = new WebSocket(url);
  await once(socket, "open");
  try {
    const call = caller(socket);
    await call("Profiler.enable");
    await call("Profiler.setSamplingInterval", { interval: INTERVAL });
    await call("Profiler.start");
    await during();
    const { profile } = await call("Profiler.stop");
    if (!isProfile(profile)) throw new TypeError("The inspector returned no profile.");
    return profile;
  } finally {
    socket.close();
  }
}

type Call = (method: string, params?: object) => Promise<Record<string, unknown>>;

function caller(socket: WebSocket): Call {
  let calls = 0;
  return async (method, params = {}) => {
    const id = ++calls;
    const answer = new Promise<Record<string, unknown>>((resolve, reject) => {
      const onMessage = ({ data }: MessageEvent): void => {
        const message: unknown = JSON.parse(String(data));
        if (!isRecord(message) || message["id"] !== id) return;
        socket.removeEventListener("message", onMessage);
        const { result, error } = message;
        if (isRecord(result)) resolve(result);
        else reject(new Error(`The inspector refused ${method}: ${JSON.stringify(error)}`));
      };
      socket.addEventListener("message", onMessage);
      socket.addEventListener("close", () => reject(new Error("The inspector went away.")));
    });
    socket.send(JSON.stringify({ id, method, params }));
    return answer;
  };
}

function isProfile(value: unknown): value is CpuProfile {
  return (
    isRecord(value) &&
    ["nodes", "samples", "timeDeltas"].every((name) => Array.isArray(value[name]))
  );
}
