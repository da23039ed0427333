import type { FastifyReply } from "fastify";
import type { Fault } from "./Fault.ts";

/** Resets the connection of a reply; with `truncate` after the head and half of the body were sent. */
export function breakOff(reply: FastifyReply, { truncate }: Fault, body: object | undefined): void {
  reply.hijack();
  const { raw } = reply;
  if (truncate !== true) {
    raw.socket?.resetAndDestroy();
    return;
  }
  const text = Buffer.from(JSON.stringify(body ?? {}));
  raw.writeHead(reply.statusCode, {
    "content-type": "application/json; charset=utf-8",
    "content-length": text.length,
  });
  raw.write(text.subarray(0, text.length / 2), () => raw.socket?.destroy());
}
