import type { FastifyReply } from "fastify";
import type { Fault } from "./Fault.ts";

/** Whether the connection is to be broken off instead of a whole answer. */
export const breaks = ({ reset, truncate }: Fault): boolean =>
  reset !== undefined || truncate === true;

export type BreakOff = (reply: FastifyReply, fault: Fault, body?: object) => void;

/** Resets the connection of a reply; with `truncate` after the head and half of the body were sent. */
export const breakOff: BreakOff = (reply, { truncate, reset }, body) => {
  reply.hijack();
  const { raw } = reply;
  if (truncate !== true || reset !== undefined || body === undefined) {
    raw.socket?.resetAndDestroy();
    return;
  }
  const text = Buffer.from(JSON.stringify(body));
  void reply.type("application/json; charset=utf-8").header("content-length", text.length);
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(reply.statusCode);
  raw.write(text.subarray(0, text.length / 2), () => raw.socket?.destroy());
};
