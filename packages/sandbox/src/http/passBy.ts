import type { IncomingMessage } from "node:http";

/** What goes on for longer than this is cut off, in bytes. */
const MOST = 32 * 1_024 * 1_024;

/**
 * Reads the rest of a body that nobody wants. A connection that is closed while its client still
 * sends is reset, and the client never gets to the answer.
 */
export async function passBy(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  await new Promise<void>((resolve) => {
    let passed = 0;
    request.on("data", (chunk: Buffer) => {
      passed += chunk.length;
      if (passed > MOST) resolve();
    });
    for (const event of ["end", "error", "close"]) request.once(event, () => resolve());
    request.resume();
  });
}
