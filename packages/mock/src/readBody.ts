import type { IncomingMessage } from "node:http";

/**
 * Reads a request's body as UTF-8 text. Resolves to undefined as soon as it is longer than `limit`
 * bytes; the rest is then thrown away as it arrives, so that the client can finish sending.
 *
 * @throws Error when the client goes away before the end.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve(undefined);
      }
    });
    request.once("end", () => resolve(Buffer.concat(chunks).toString()));
    request.once("error", reject);
    request.once("close", () => reject(new Error("The client went away before its body ended.")));
  });
}
