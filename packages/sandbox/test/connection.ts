import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { defaultKeys } from "../src/index.ts";
import { type Called, jsonOf } from "./call.ts";

/** What came back on a connection until it was closed. */
export interface Exchange {
  readonly answers: readonly Called[];
  /** What followed the last whole answer. */
  readonly rest: string;
  /** Whether it was reset, as opposed to closed. */
  readonly isReset: boolean;
}

/** Opens a connection; resolves once it is open. */
export async function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ""));
  await once(socket, "connect");
  return socket;
}

/** Sends bytes on a connection of their own, and waits until the server closes it. */
export async function exchange(url: string, bytes: string | Uint8Array): Promise<Exchange> {
  const socket = await open(url);
  const received = receive(socket);
  socket.write(bytes);
  return received;
}

/** Everything that a connection brings until it is closed. */
export async function receive(socket: Socket): Promise<Exchange> {
  const chunks: Buffer[] = [];
  let isReset = false;
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("error", () => {
    isReset = true;
  });
  await new Promise((resolve) => socket.once("close", resolve));
  return { ...parse(Buffer.concat(chunks)), isReset };
}

function parse(received: Buffer): Omit<Exchange, "isReset"> {
  const answers: Called[] = [];
  let left = received;
  for (;;) {
    const end = left.indexOf("\r\n\r\n");
    if (end < 0) break;
    const [first = "", ...lines] = left.subarray(0, end).toString("latin1").split("\r\n");
    const status = Number(first.split(" ")[1]);
    const headers = new Headers(
      lines.map((line): [string, string] => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      }),
    );
    const length = Number(headers.get("content-length") ?? 0);
    const from = end + 4;
    if (left.length < from + length) break;
    const body = left.subarray(from, from + length).toString();
    answers.push({ status, headers, body, json: jsonOf(body) });
    left = left.subarray(from + length);
  }
  return { answers, rest: left.toString() };
}

interface Head {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Default: not; the server closes the connection after its answer. */
  readonly keep?: true;
}

/** The bytes of a request of the first customer. */
export function requestOf(
  method: string,
  target: string,
  { headers, body, keep }: Head = {},
): string {
  const fields = {
    host: "sandbox",
    "x-api-key": defaultKeys.sandbox,
    ...(keep === undefined && { connection: "close" }),
    ...(body !== undefined && {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
    }),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n${body ?? ""}`;
}
