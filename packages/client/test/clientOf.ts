import { createClient } from "../src/index.ts";
import { json, serve } from "./serve.ts";

/** A key that no text holds by chance. */
export const apiKey = "amps_sk_test_very_secret_0123456789";

export const meta = { requestId: "req_1" };

export const pagination = { limit: 10, offset: 0, total: 0, hasMore: false };

/** The whole body of an empty page. */
export const emptyPage = { success: true, data: { items: [], pagination }, meta };

/** A client, without retries, of a server that answers everything with the given status and body. */
export async function clientOf(status: number, body: unknown) {
  const { baseUrl, seen } = await serve((response) => {
    if (typeof body === "string") response.writeHead(status).end(body);
    else json(response, status, body);
  });
  return { client: createClient({ apiKey, baseUrl, retries: 0 }), seen, baseUrl };
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("it resolved");
    },
    (error: unknown) => error,
  );
}

/** What a function throws. */
export function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("it did not throw");
}
