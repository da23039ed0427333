import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { contractFrom } from "../src/index.ts";
import { isObject } from "../src/contract/Place.ts";
import { thingsDocument } from "./thingsDocument.ts";

export const thingsKey = "things-key-1234";

/** What is wrong with a server of things, if anything. */
export interface Faults {
  /** What a thing looks like when it is read. */
  readonly show?: (thing: object) => object;
  /** Takes an answer into its own hands; true when it did. */
  readonly answer?: (url: URL, response: ServerResponse) => boolean;
}

/** Serves `thingsDocument` as it says, but for the faults; and keeps what it was asked. */
export async function startThings({ show = (thing) => thing, answer }: Faults = {}) {
  const contract = contractFrom(thingsDocument());
  const things = Array.from({ length: 7 }, (_, index) => ({ id: `thing_${index}`, colour: "red" }));
  const asked: string[] = [];

  const decide = (method: string, url: URL, key: unknown, body: string): [number, object] => {
    const no = (status: number, code: string): [number, object] => [status, { error: { code } }];
    const id = /^\/things\/([^/]+)$/.exec(url.pathname)?.[1];
    if (id === undefined && url.pathname !== "/things") return no(404, "NO_THING");
    const allowed = id === undefined ? ["GET", "POST"] : ["GET"];
    if (!allowed.includes(method)) return no(405, "NO_METHOD");
    if (key !== thingsKey) return no(401, "NO_KEY");
    if (method === "POST") {
      const schema = contract.operations
        .find(({ operationId }) => operationId === "makeThing")
        ?.body?.media.at(0)?.schema;
      const value = parsed(body);
      if (schema === undefined || !isObject(value) || contract.violations(schema, value).length > 0)
        return no(400, "BAD_REQUEST");
      const thing = { id: `thing_${things.length}`, colour: String(value["colour"]) };
      things.push(thing);
      return [201, { data: thing }];
    }
    if (id !== undefined) {
      if (!/^[a-z0-9_]{1,20}$/.test(id)) return no(400, "BAD_REQUEST");
      const found = things.find((thing) => thing.id === id);
      return found === undefined ? no(404, "NO_THING") : [200, { data: show(found) }];
    }
    const [limit, offset] = [asNumber(url, "limit", 5), asNumber(url, "offset", 0)];
    if (!(limit >= 1 && limit <= 10 && offset >= 0)) return no(400, "BAD_REQUEST");
    const items = things.slice(offset, offset + limit);
    const total = things.length;
    const pagination = { limit, offset, total, hasMore: offset + items.length < total };
    return [200, { data: { items, pagination } }];
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const { method = "", headers } = request;
    const path = request.url ?? "";
    asked.push(`${method} ${path} ${body}`);
    const url = new URL(path, "http://things");
    if (answer?.(url, response) === true) return;
    const [status, shown] = decide(method, url, headers["x-thing-key"], body);
    const allow = url.pathname === "/things" ? "GET, POST" : "GET";
    response
      .writeHead(status, { "content-type": "application/json", allow })
      .end(JSON.stringify(shown));
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** NaN for what is no whole number, or is there twice. */
function asNumber(url: URL, name: string, usual: number): number {
  const values = url.searchParams.getAll(name);
  const [value = String(usual)] = values;
  return values.length > 1 || !/^-?\d+(?:\.0+)?$/.test(value) ? NaN : Number(value);
}
