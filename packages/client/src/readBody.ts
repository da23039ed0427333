/** No answer of the API is nearly as long: what is longer is not read to its end. */
const LONGEST_BODY = 10 * 2 ** 20;

/**
 * The text of a body; undefined when it is longer than {@link LONGEST_BODY} bytes.
 *
 * @throws What the stream throws when it breaks off.
 */
export async function readBody(
  response: Response,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { body, headers, type } = response;
  const length = headers.get("content-length");
  // Quicker, where it cannot be too much; a browser hides from other origins how it is encoded.
  const isShort = length !== null && Number(length) <= LONGEST_BODY && type !== "cors";
  // Some runtimes have no streams.
  if (!body || (isShort && !headers.has("content-encoding"))) return response.text();
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  const cancel = (): void => {
    // Only frees the connection: that it is broken already is no news.
    reader.cancel().catch(() => {});
  };
  // A `fetch` that heeds no signal goes on receiving otherwise.
  if (signal.aborted) cancel();
  signal.addEventListener("abort", cancel);
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > LONGEST_BODY) {
      cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
