import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { emptyList } from "./bodies.ts";
import { listAnswers } from "./listAnswer.ts";
import { play } from "./play.ts";
import type { Provider } from "./Provider.ts";
import type { Answer, Script, Scripted, Seen, Sent } from "./Script.ts";
import { wordsFor } from "./wordsFor.ts";

/** What is kept of a script. */
interface Running {
  readonly script: Script;
  readonly next: (url: string) => Answer;
  readonly seen: Writable<Seen>[];
  readonly elsewhere: Writable<Seen>[];
  /** Called whenever something was added to what was seen. */
  readonly changed: Set<() => void>;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** How long a question for what was seen waits for it. */
const PATIENCE = 10_000;

/**
 * A server on the loopback that misbehaves as told. It is told over HTTP, so that the same test runs
 * where no server can be started, such as in a browser:
 *
 * - `POST /__script` takes a `Script`, answers with a `Scripted`.
 * - `GET /__seen/<id>?requests=2&abandoned=1` answers with the `Seen` of a script as soon as there are
 *   so many, or after ten seconds with what there is; with `&elsewhere=1` of its other origin.
 * - `GET /__refused` answers with a base URL where nothing listens.
 * - What `publish` was given, at its path; `POST /__report/<name>` gives a text to `reports`.
 */
export class ScriptedServer {
  readonly #provider: Provider | undefined;
  readonly #scripts = new Map<string, Running>();
  readonly #published = new Map<string, { type: string; text: string }>();
  readonly #reports = new Map<string, string[]>();
  readonly #here = createServer((request, response) => void this.#answer(request, response));
  readonly #other = createServer(
    (request, response) => void this.#answerElsewhere(request, response),
  );

  /** @param provider Speaks for the API where it can. Default: the server does so itself. */
  constructor(provider?: Provider) {
    this.#provider = provider;
  }

  /** @returns its origin */
  async start(): Promise<string> {
    await Promise.all([listen(this.#here), listen(this.#other)]);
    return this.origin;
  }

  /** Once it has been started. */
  get origin(): string {
    return originOf(this.#here);
  }

  async stop(): Promise<void> {
    await Promise.all([close(this.#here), close(this.#other)]);
  }

  publish(path: string, type: string, text: string): void {
    this.#published.set(path, { type, text });
  }

  /** What was reported under a name, in the order of arrival. */
  reports(name: string): readonly string[] {
    return this.#reports.get(name) ?? [];
  }

  /** How many connections are open just now. */
  async connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#here.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? "";
    const [, id = "", rest = ""] = /^\/s\/(\d+)(.*)$/s.exec(url) ?? [];
    const running = this.#scripts.get(id);
    if (running !== undefined) await this.#play(running, id, rest, request, response);
    else send(response, await this.#control(new URL(url, originOf(this.#here)), request));
  }

  async #play(
    running: Running,
    id: string,
    url: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    // What is drawn first is answered first, also when its body takes longer to arrive.
    const answer = running.next(url);
    const seen = record(running, running.seen, url, request, response);
    seen.body = await textOf(request);
    const sending = (sent: Sent): void => {
      seen.answeredAt = now();
      seen.sent = sent;
    };
    const { script } = running;
    const asked = { baseUrl: this.#base(id), script, answer, request: seen, sending };
    if (await this.#provider?.answer(asked, response)) return;
    if (answer.delay !== undefined)
      await new Promise((resolve) => setTimeout(resolve, answer.delay));
    const { redirect, says } = answer;
    const base = redirect?.to === "elsewhere" ? this.#elsewhere(id) : this.#base(id);
    const played = says === undefined ? answer : { ...answer, ...wordsFor(says, seen) };
    play(played, response, redirect && base + redirect.path, sending);
  }

  async #answerElsewhere(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, id = "", rest = ""] = /^\/s\/(\d+)(.*)$/s.exec(request.url ?? "") ?? [];
    const running = this.#scripts.get(id);
    if (running === undefined) return send(response, undefined);
    const seen = record(running, running.elsewhere, rest, request, response);
    // A browser asks first whether it may.
    const allow = {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*, x-api-key",
    };
    for (const [name, value] of Object.entries(allow)) response.setHeader(name, value);
    seen.body = await textOf(request);
    seen.answeredAt = now();
    play({ body: emptyList }, response, undefined, (sent) => (seen.sent = sent));
  }

  async #control(url: URL, request: IncomingMessage): Promise<Reply | undefined> {
    const [, verb = "", name = ""] = decodeURIComponent(url.pathname).split("/");
    const published = this.#published.get(url.pathname);
    if (published !== undefined) return published;
    switch (verb) {
      case "__script": {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- from the tests beside this file
        const script = JSON.parse(await textOf(request)) as Script;
        const id = String(this.#scripts.size + 1);
        this.#scripts.set(id, {
          script,
          next: nextOf(script),
          seen: [],
          elsewhere: [],
          changed: new Set(),
        });
        return json({ baseUrl: this.#base(id), elsewhere: this.#elsewhere(id) } satisfies Scripted);
      }
      case "__seen": {
        const running = this.#scripts.get(name);
        return running && json(await seenOf(running, url.searchParams));
      }
      case "__refused": {
        const server = createServer();
        await listen(server);
        const origin = originOf(server);
        await close(server);
        return json({ baseUrl: origin });
      }
      case "__report":
        this.#reports.set(name, [...this.reports(name), await textOf(request)]);
        return json({});
      default:
        return undefined;
    }
  }

  #base(id: string): string {
    return `${originOf(this.#here)}/s/${id}`;
  }

  #elsewhere(id: string): string {
    return `${originOf(this.#other)}/s/${id}`;
  }
}

interface Reply {
  readonly type: string;
  readonly text: string;
}

function nextOf(script: Script): Running["next"] {
  if ("list" in script) return listAnswers(script.list);
  let drawn = 0;
  return () => script[Math.min(drawn++, script.length - 1)] ?? {};
}

function record(
  { changed }: Running,
  into: Writable<Seen>[],
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Writable<Seen> {
  const seen: Writable<Seen> = {
    method: request.method ?? "",
    url,
    headers: request.headers,
    body: "",
    at: now(),
    answeredAt: undefined,
    sent: undefined,
    abandoned: false,
  };
  into.push(seen);
  response.once("close", () => {
    seen.abandoned = !response.writableFinished;
    for (const notify of changed) notify();
  });
  for (const notify of changed) notify();
  return seen;
}

async function seenOf(running: Running, query: URLSearchParams): Promise<readonly Seen[]> {
  const seen = query.has("elsewhere") ? running.elsewhere : running.seen;
  const enough = () =>
    seen.length >= Number(query.get("requests") ?? 0) &&
    seen.filter(({ abandoned }) => abandoned).length >= Number(query.get("abandoned") ?? 0);
  if (enough()) return seen;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      running.changed.delete(check);
      resolve();
    };
    const check = (): void => {
      if (enough()) end();
    };
    const timer = setTimeout(end, PATIENCE);
    running.changed.add(check);
  });
  return seen;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  try {
    for await (const chunk of request) text += String(chunk);
  } catch {
    // The client went away while it sent: what came until then is what was seen.
  }
  return text;
}

function json(value: unknown): Reply {
  return { type: "application/json", text: JSON.stringify(value) };
}

function send(response: ServerResponse, reply: Reply | undefined): void {
  const { type, text } = reply ?? { type: "text/plain", text: "no such thing here" };
  response.writeHead(reply === undefined ? 404 : 200, {
    "content-type": type,
    "cache-control": "no-store",
    connection: "close",
  });
  response.end(text);
}

/** In milliseconds since the epoch, with fractions; unlike `Date.now()` it never goes back. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

async function listen(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}
