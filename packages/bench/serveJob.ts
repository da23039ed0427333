import { createServer } from "node:http";
import { BUSY_KEY, KEY, KEY_HEADER, readJob } from "./job.ts";

// A program: answers the job's call over loopback, prints its port, and ends with its standard input.
const { target, payload } = await readJob();
const body = Buffer.from(payload);
const busy = new Set<string>();

const server = createServer((request, response) => {
  const answer = (status: number, content: Buffer, headers: Record<string, string> = {}): void => {
    response.writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "content-length": content.length,
      ...headers,
    });
    response.end(content);
  };
  const key = String(request.headers[KEY_HEADER]);
  if (request.method !== "GET" || request.url !== target) {
    answer(404, Buffer.from(JSON.stringify({ asked: `${request.method} ${request.url}`, target })));
  } else if (key.startsWith(BUSY_KEY) && !busy.has(key)) {
    busy.add(key);
    answer(503, Buffer.from("{}"), { "retry-after": "1" });
  } else if (key === KEY || busy.has(key)) {
    answer(200, body);
  } else {
    answer(401, Buffer.from("{}"));
  }
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" && address !== null ? address.port : address);
});
process.stdin.resume().once("end", () => process.exit());
