import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openPostgres } from "../src/database/openPostgres.ts";

/** A message of PostgreSQL: its letter, its length, and what it says. */
function message(letter: string, said: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(said.length + 4, 1);
  return Buffer.concat([head, said]);
}

test("a connection that is let in and ended in one breath fails, and ends nothing else", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      const authenticated = message("R", Buffer.alloc(4));
      const ready = message("Z", Buffer.from("I"));
      const fatal = message("E", Buffer.from("SFATAL\0C57P01\0Mterminating connection\0\0"));
      socket.end(Buffer.concat([authenticated, ready, fatal]));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await expect(openPostgres(`postgres://someone:secret@127.0.0.1:${port}/any`)).rejects.toThrow(
    /^The PostgreSQL of DATABASE_URL cannot be used: (?!.*secret)/,
  );
});
