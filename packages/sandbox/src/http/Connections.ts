import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How often a server that stops looks for connections that it can close, in ms. */
const SWEEP = 50;

/**
 * The connections of a server, and the answers that it owes on them. Node itself no longer cuts slow
 * clients once a server stops, and leaves a connection open that was busy at that moment.
 */
export class Connections {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #owed = new Set<ServerResponse>();

  constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket: Socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
    });
    server.on("request", (_, answer: ServerResponse) => {
      this.#owed.add(answer);
      answer.once("close", () => this.#owed.delete(answer));
    });
  }

  /** Calls back as soon as every request that came whole on a connection is answered. */
  whenAnswered(socket: Socket, then: () => void): void {
    const last = [...this.#owed].findLast(({ req }) => req.socket === socket && req.complete);
    if (last === undefined) then();
    else last.once("close", () => this.whenAnswered(socket, then));
  }

  /**
   * Closes what is idle or has not sent a whole head, now and until the server is closed. What has
   * sent one is answered, given that the rest of it arrives in time.
   *
   * @param patience how long to wait for the rest of a request, in ms
   */
  drain(patience: number): void {
    if (!this.#server.listening) return;
    const until = performance.now() + patience;
    for (const answer of this.#owed) {
      if (!answer.headersSent) answer.setHeader("connection", "close");
    }
    const sweep = (): void => {
      const isLate = performance.now() > until;
      const waited = [...this.#owed].filter(({ req }) => req.complete || !isLate);
      const busy = new Set(waited.map(({ req }) => req.socket));
      for (const socket of this.#open) if (!busy.has(socket)) socket.destroy();
    };
    const timer = setInterval(sweep, SWEEP).unref();
    this.#server.once("close", () => clearInterval(timer));
    sweep();
  }
}
