import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { Release } from "./Release.ts";

/** A package registry on this machine. */
export interface Registry {
  /** Its address, with a slash at the end. */
  readonly url: string;
  /** What was asked of other hosts by those who take it for their proxy. They were refused. */
  readonly elsewhere: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Days ago enough for whoever waits until a release has proved itself. */
const published = "2020-01-01T00:00:00.000Z";

/** Starts a registry that has some releases and nothing else, with whole metadata and checksums. */
export async function startRegistry(releases: readonly Release[]): Promise<Registry> {
  const elsewhere = new Set<string>();
  let url = "";

  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const [name = "", version] = decodeURIComponent(path).slice(1).split("/-/");
    const versions = releases.filter(({ manifest }) => manifest.name === name);
    const release = versions.find(({ manifest }) => `${manifest.version}.tgz` === version);
    if (versions.length > 0 && version === undefined)
      response.setHeader("content-type", "application/json").end(await packument(versions, url));
    else if (release === undefined) {
      response.writeHead(404, { "content-type": "application/json" }).end("{}");
    } else response.end(await release.tarball());
  };
  const server = createServer(({ url: target = "" }, response) => {
    if (!target.startsWith("/")) {
      elsewhere.add(target);
      response.writeHead(502).end();
      return;
    }
    answer(target, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.on("connect", ({ url: target = "" }, socket) => {
    elsewhere.add(target);
    socket.end("HTTP/1.1 502 There is no network\r\n\r\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("It has no port.");
  url = `http://127.0.0.1:${address.port}/`;
  return {
    url,
    elsewhere,
    async stop() {
      const closed = once(server, "close");
      server.close().closeAllConnections();
      await closed;
    },
  };
}

/** What a registry tells of a package. */
async function packument(releases: readonly Release[], url: string): Promise<string> {
  const sorted = releases.toSorted((one, other) =>
    one.manifest.version.localeCompare(other.manifest.version, "en", { numeric: true }),
  );
  const versions = await Promise.all(
    sorted.map(async ({ manifest, tarball }) => {
      const content = await tarball();
      const hash = (algorithm: string) => createHash(algorithm).update(content);
      const dist = {
        tarball: `${url}${manifest.name}/-/${manifest.version}.tgz`,
        integrity: `sha512-${hash("sha512").digest("base64")}`,
        shasum: hash("sha1").digest("hex"),
      };
      return [manifest.version, { ...manifest, dist }] as const;
    }),
  );
  const times = sorted.map(({ manifest }) => [manifest.version, published] as const);
  return JSON.stringify({
    name: sorted[0]?.manifest.name,
    "dist-tags": { latest: sorted.at(-1)?.manifest.version },
    versions: Object.fromEntries(versions),
    time: { created: published, modified: published, ...Object.fromEntries(times) },
  });
}
