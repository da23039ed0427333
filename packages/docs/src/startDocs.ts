import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".yaml": "application/yaml",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff": "font/woff",
};

/** What open pages listen to, and the script with which they do. */
const CHANGES = "/-/changes";
const RELOAD = "/-/reload.js";
const RELOAD_SCRIPT = `new EventSource("${CHANGES}").onmessage = () => location.reload();\n`;

/** Where to serve the docs. */
export interface ServeOptions {
  /** TCP port; 0 lets the system choose a free one. */
  readonly port: number;
  /** Address to listen on. Default: `127.0.0.1`, which other machines cannot reach. */
  readonly host?: string;
  /** The folder to serve. Default: this package's `dist`. */
  readonly dir?: string;
  /** Whether pages that are open load again when `reload` is called. Default: false. */
  readonly reloads?: boolean;
}

/** A running server. */
export interface DocsServer {
  /** Where the page is, without a slash at the end, such as `http://127.0.0.1:4020`. */
  readonly url: string;
  /** Has the open pages load again; without `reloads`, does nothing. */
  reload(): void;
  /** Stops the server and closes its connections. */
  stop(): Promise<void>;
}

/**
 * Serves the built docs. Files are read anew for each request, so a page that is rebuilt meanwhile is
 * seen at the next reload.
 *
 * @throws {RangeError} when the port is not an integer from 0 to 65535.
 * @throws {Error} when the port is taken or may not be used.
 */
export async function startDocs(options: ServeOptions): Promise<DocsServer> {
  const {
    port,
    host = "127.0.0.1",
    reloads = false,
    dir = join(import.meta.dirname, "../dist"),
  } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`--docs-port must be an integer from 0 to 65535, not ${port}.`);
  }
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (reloads && request.url === CHANGES) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.flushHeaders();
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
      return;
    }
    if (reloads && request.url === RELOAD) {
      response.writeHead(200, { "content-type": CONTENT_TYPES[".js"] }).end(RELOAD_SCRIPT);
      return;
    }
    answer(request, response, { dir, reloads }).catch((error: unknown) => {
      console.error(`docs: ${request.method} ${request.url}:`, error);
      sendText(response, 500, "The docs server could not read this file.");
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(listenError(error, port, host));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = address !== null && typeof address === "object" ? address.port : port;

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}`,
    reload: () => {
      for (const listener of listeners) listener.write("data: changed\n\n");
    },
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
        server.closeAllConnections();
      }),
  };
}

function listenError(cause: NodeJS.ErrnoException, port: number, host: string): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is already in use`,
    EACCES: `port ${port} may not be used by this user`,
  };
  const reason = reasons[cause.code ?? ""] ?? `cannot listen on ${host}:${port} (${cause.message})`;
  return new Error(`The docs: ${reason}. Choose another one with --docs-port.`, { cause });
}

interface Served {
  readonly dir: string;
  readonly reloads: boolean;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { dir, reloads }: Served,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    sendText(response, 405, "The docs are read with GET.");
    return;
  }
  const path = filePath(request.url ?? "/");
  const file = path === undefined ? undefined : await readIfFile(join(dir, path));
  if (path === undefined || file === undefined) {
    const hint = path === "/index.html" ? "The docs are not built yet." : "There is no such page.";
    sendText(response, 404, hint);
    return;
  }
  const isPage = reloads && path.endsWith(".html");
  const body = isPage
    ? Buffer.concat([file, Buffer.from(`<script src="${RELOAD}"></script>`)])
    : file;
  const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
  // A browser may keep the page, but asks each time whether it is still the same.
  response.setHeader("cache-control", "no-cache").setHeader("etag", etag);
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("content-type", CONTENT_TYPES[extname(path)] ?? "application/octet-stream");
  response.setHeader("content-length", body.length);
  response.end(request.method === "HEAD" ? undefined : body);
}

/** The file that a request target names, as an absolute path below the served folder; `undefined` when it may name none. */
function filePath(target: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(target.replace(/[?#].*$/su, ""));
  } catch {
    return undefined;
  }
  const segments = path.split("/").slice(1);
  // Neither ".." nor hidden files, nor the backslash that is a separator on Windows.
  const isUnsafe = !path.startsWith("/") || /[\\\0:]/u.test(path);
  if (isUnsafe || segments.some((segment) => segment.startsWith("."))) return undefined;
  return path.endsWith("/") ? `${path}index.html` : path;
}

async function readIfFile(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    throw error;
  }
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(response.req.method === "HEAD" ? undefined : `${text}\n`);
}
