import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** Pages that are served, and what they were asked for. */
export interface ServedPages {
  /** Without a slash at the end. */
  readonly url: string;
  /** The bytes of the bodies that were sent since the last call, compressed, and how many there were. */
  taken(this: void): { readonly bytes: number; readonly requests: number };
  readonly stop: () => Promise<void>;
}

/**
 * Serves each folder below its name, every file compressed by gzip beforehand, none to be kept by the
 * browser: the same for all.
 */
export async function servePages(folders: Readonly<Record<string, string>>): Promise<ServedPages> {
  const compressed = new Map<string, Buffer>();
  let bytes = 0;
  let requests = 0;

  const bodyOf = async (path: string): Promise<Buffer | undefined> => {
    const known = compressed.get(path);
    if (known !== undefined) return known;
    const [, name = "", file = ""] = /^\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const folder = folders[name];
    if (folder === undefined || file.split("/").includes("..")) return undefined;
    const content = await readFile(join(folder, file)).catch(() => undefined);
    const body = content && gzipSync(content, { level: 9 });
    if (body !== undefined) compressed.set(path, body);
    return body;
  };

  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? "").replace(/[?#].*$/, ""));
    void bodyOf(path).then((body) => {
      requests += 1;
      if (body === undefined) return response.writeHead(404).end();
      bytes += body.length;
      return response
        .writeHead(200, {
          "content-type": TYPES[extname(path)] ?? "application/octet-stream",
          "content-encoding": "gzip",
          "content-length": body.length,
          "cache-control": "no-store",
        })
        .end(body);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    taken: () => {
      const sum = { bytes, requests };
      [bytes, requests] = [0, 0];
      return sum;
    },
    stop: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
