import type { Exchange } from "./Exchange.ts";

/** A `fetch` that keeps what goes through it. */
export function recordingFetch() {
  const exchanges: Exchange[] = [];
  const recording = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, init);
    const { method = "GET", headers, body } = init;
    exchanges.push({
      request: {
        method,
        url,
        headers: Object.fromEntries(new Headers(headers)),
        body: typeof body === "string" ? body : "",
      },
      answer: {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.clone().text(),
      },
    });
    return response;
  };
  return { fetch: recording, exchanges };
}
