import type { Socket } from "node:net";
import { iso } from "../domain/Clock.ts";
import { newId } from "../domain/newId.ts";

/** The code for a client that takes the server for a proxy. */
export const NO_PROXY = "NO_PROXY";

const MESSAGES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "The request line and the headers are larger than 16 KiB.",
  [NO_PROXY]: "The server is no proxy: CONNECT is not a method of any path.",
};

/**
 * Answers what is no HTTP request, too large a head, or what did not arrive in time. There is no
 * request yet, so its path is not known.
 *
 * @param now what time it is, in milliseconds since 1970
 */
export function answerBrokenRequest(
  error: Error & { code?: string },
  socket: Socket,
  now: number,
): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") {
    socket.end("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    return;
  }
  const message = MESSAGES[error.code ?? ""] ?? "The request is not HTTP.";
  const body = JSON.stringify({
    success: false,
    error: {
      code: "INVALID_REQUEST",
      message,
      details: { issues: [{ in: "header", field: "", message }] },
    },
    meta: {
      requestId: newId("req"),
      timestamp: iso(now),
      path: "/",
      latencyMs: 0,
    },
  });
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
