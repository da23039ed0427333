import type { ServerResponse } from "node:http";
import { constants, crc32, deflateRawSync } from "node:zlib";
import type { Answer, Sent } from "./Script.ts";

const MEBIBYTES = 256;

/**
 * Sends an answer, with its fault.
 *
 * @param sending is told what, right before
 */
export function play(
  answer: Answer,
  response: ServerResponse,
  location: string | undefined,
  sending: (sent: Sent) => void,
): void {
  const { status = 200, headers = {}, body = "", fault } = answer;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  sending({ status, headers, body: text });
  if (fault === "hang") return;
  if (fault === "drop") {
    response.destroy();
    return;
  }
  if (fault === "garbage") {
    response.socket?.end("This is no HTTP.\r\n\r\n");
    return;
  }
  // Every request gets a connection of its own: on one that was used before, some runtimes repeat a
  // request that failed without telling anyone.
  response.setHeader("connection", "close").setHeader("cache-control", "no-store");
  const now = Date.now() + (answer.clockAhead ?? 0);
  response.setHeader("date", new Date(now).toUTCString());
  if (answer.retryAfterDate !== undefined) {
    response.setHeader("retry-after", new Date(now + answer.retryAfterDate).toUTCString());
  }
  if (location !== undefined) response.setHeader("location", location);
  if (typeof body !== "string") response.setHeader("content-type", "application/json");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  if (fault === undefined) {
    response.end(text);
    return;
  }
  // Spaces after the first brace of a JSON object leave it valid.
  const cut = fault === "gigantic" || fault === "bomb" ? 1 : Math.ceil(text.length / 2);
  const [begin, end] = [Buffer.from(text.slice(0, cut)), Buffer.from(text.slice(cut))];
  if (fault === "bomb") bomb(response, begin, end);
  else if (fault === "gigantic") gigantic(response, begin, end);
  else if (fault === "dropBody") {
    response.setHeader("content-length", begin.length + end.length);
    response.write(begin, () => response.destroy());
  } else {
    response.write(begin);
    if (fault === "stall") return;
    const timer = setInterval(() => response.write(" "), 20);
    response.once("close", () => clearInterval(timer));
  }
}

function gigantic(response: ServerResponse, begin: Buffer, end: Buffer): void {
  const chunk = Buffer.alloc(1 << 20, " ");
  let left = MEBIBYTES;
  const write = (): void => {
    if (response.destroyed) return;
    if (left === 0) response.end(end);
    else {
      left -= 1;
      response.write(chunk, write);
    }
  };
  response.write(begin, write);
}

/** A part that ends with a full flush stands for itself: it may be repeated without zipping it again. */
function bomb(response: ServerResponse, begin: Buffer, end: Buffer): void {
  const part = (plain: Buffer) => deflateRawSync(plain, { finishFlush: constants.Z_FULL_FLUSH });
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const plain = Buffer.alloc(1 << 20, " ");
  const spaces = Array.from({ length: MEBIBYTES }, () => plain);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE([begin, ...spaces, end].reduce((sum, piece) => crc32(piece, sum), 0));
  trailer.writeUInt32LE(begin.length + MEBIBYTES * plain.length + end.length, 4);
  const zipped = part(plain);
  const middle = spaces.map(() => zipped);
  response.setHeader("content-encoding", "gzip");
  response.end(Buffer.concat([header, part(begin), ...middle, deflateRawSync(end), trailer]));
}
