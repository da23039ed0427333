import type { Redis } from "ioredis";

/**
 * Opens a Redis. When it goes away later, requests are let through uncounted until it is back.
 *
 * @throws Error when it cannot be reached; the URL, which may hold a password, is not in it.
 */
export async function openRedis(url: string): Promise<Redis> {
  const { Redis: Client } = await import("ioredis");
  const redis = new Client(url, { lazyConnect: true, connectTimeout: 2_000, maxRetriesPerRequest: 1 });
  // Without a listener, an error would end the process.
  redis.on("error", () => {});
  try {
    await redis.connect();
    return redis;
  } catch (cause) {
    redis.disconnect();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The Redis of REDIS_URL cannot be reached: ${reason}`, { cause });
  }
}
