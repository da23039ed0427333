import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** What PostgreSQL says when it is ready for a query. */
const READY = Buffer.from("Z\0\0\0\u0005I", "latin1");

/** A way to a database server that can be closed, and opened again, while the server goes on. */
export class Gate {
  /** The server's URL, by this way. */
  readonly url: string;
  /** Whether new connections end as soon as the server is ready for the first query. */
  endAtLogin = false;
  readonly #server: Server;
  readonly #port: number;
  readonly #sockets: Set<Socket>;

  private constructor(server: Server, sockets: Set<Socket>, target: URL) {
    const address = server.address();
    this.#port = typeof address === "object" && address !== null ? address.port : 0;
    this.#server = server;
    this.#sockets = sockets;
    const own = new URL(target);
    own.host = `127.0.0.1:${this.#port}`;
    this.url = own.href;
  }

  static async to(url: string): Promise<Gate> {
    const target = new URL(url);
    const sockets = new Set<Socket>();
    const join = (one: Socket, other: Socket): void => {
      sockets.add(one);
      one.pipe(other);
      // Its end is the other one's end, however it comes.
      one
        .on("error", () => other.destroy())
        .on("close", () => {
          sockets.delete(one);
          other.destroy();
        });
    };
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const gate = new Gate(server, sockets, target);
    server.on("connection", (near) => {
      const far = connect(Number(target.port || 5432), target.hostname);
      join(near, far);
      join(far, near);
      far.on("data", (chunk: Buffer) => {
        if (gate.endAtLogin && chunk.includes(READY)) near.end();
      });
    });
    return gate;
  }

  /** Refuses new connections; those that there are go on. */
  refuse(): void {
    this.#server.close();
  }

  /** Resets every connection, as the end of a machine does. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Lets nothing through any more, and tells nobody: as a cable that was pulled out. */
  silence(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** Lets new connections through again. */
  async open(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  close(): void {
    this.refuse();
    this.cut();
  }
}
