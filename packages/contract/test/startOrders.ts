import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { isObject } from "../src/contract/Place.ts";
import { codes } from "./ordersDocument.ts";

export const orderKey = "key-of-orders";

/** A request as the server took it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly key: string | undefined;
}

export interface Answered {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Turns a right answer into another one; undefined lets the request hang. */
export type Alter = (answered: Answered, asked: Asked) => Answered | undefined;

/** A server that does what `ordersDocument` says, but for what `alter` makes of its answers. */
export async function startOrders(alter: Alter = (answered) => answered) {
  const asked: Asked[] = [];
  const orders = new Orders();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const one = await read(request);
    asked.push(one);
    const answered = alter(orders.answer(one), one);
    if (answered === undefined) return;
    const headers = { "content-type": "application/json", ...answered.headers };
    response.writeHead(answered.status, headers).end(JSON.stringify(answered.json));
  };
  const server = createServer((request, response) => void serve(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    /** Every request so far. */
    asked,
    orders,
    stop: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const body = await text(request);
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://orders");
  const key = request.headers["x-order-key"];
  return {
    method: request.method ?? "",
    path: pathname,
    query: searchParams,
    body,
    key: typeof key === "string" ? key : undefined,
  };
}

const refused = (status: keyof typeof codes, headers = {}): Answered => ({
  status,
  json: { error: { code: codes[status] } },
  headers,
});

interface Order {
  readonly id: string;
  readonly size: number;
  readonly colour: string;
  state: "open" | "cancelled";
}

class Orders {
  /** The newest first. */
  readonly all: Order[] = [];

  constructor() {
    for (const colour of ["green", "green", "blue", "red"]) this.make(5, colour);
  }

  make(size: number, colour: string): Order {
    const order: Order = { id: `order_${this.all.length}`, size, colour, state: "open" };
    this.all.unshift(order);
    return order;
  }

  answer({ method, path, query, body, key }: Asked): Answered {
    const [, root, id, verb, ...more] = path.split("/");
    const isKnown = root === "orders" && more.length === 0 && (verb ?? "cancel") === "cancel";
    if (!isKnown) return refused(404);
    const [allowed] = [id === undefined ? "GET,POST" : verb === undefined ? "GET" : "POST"];
    if (!allowed.split(",").includes(method)) return refused(405, { allow: allowed });
    if (key !== orderKey) return refused(401);
    if (id === undefined) return method === "GET" ? this.#list(query) : this.#made(body);
    const order = this.all.find((one) => one.id === decodeURIComponent(id));
    if (order === undefined) return refused(404);
    if (verb === undefined) return { status: 200, json: { data: order } };
    if (order.state === "cancelled") return refused(409);
    order.state = "cancelled";
    return { status: 200, json: { data: order } };
  }

  #list(query: URLSearchParams): Answered {
    const names = ["limit", "offset", "colour"];
    if (names.some((name) => query.getAll(name).length > 1 || query.get(name) === "")) {
      return refused(400);
    }
    const [limitText, offsetText] = [query.get("limit") ?? "3", query.get("offset") ?? "0"];
    const [limit, offset] = [Number(limitText), Number(offsetText)];
    const areNumbers = /^\d+$/.test(limitText) && /^\d+$/.test(offsetText);
    if (!areNumbers || limit < 1 || limit > 5) return refused(400);
    const colour = query.get("colour");
    const found = this.all.filter((one) => colour === null || one.colour === colour);
    const items = found.slice(offset, offset + limit);
    const total = found.length;
    const hasMore = offset + items.length < total;
    return {
      status: 200,
      json: { data: { items, pagination: { limit, offset, total, hasMore } } },
    };
  }

  #made(body: string): Answered {
    const asked = jsonOf(body);
    if (!isObject(asked)) return refused(400);
    const { size, colour = "grey", ...others } = asked;
    const isSize = typeof size === "number" && Number.isInteger(size) && size >= 1 && size <= 100;
    const isColour = typeof colour === "string" && /^.{1,9}$/su.test(colour);
    return isSize && isColour && Object.keys(others).length === 0
      ? { status: 201, json: { data: this.make(size, colour) } }
      : refused(400);
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // It is refused, as anyorder else that is no object.
    return undefined;
  }
}
