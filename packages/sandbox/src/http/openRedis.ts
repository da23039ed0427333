import type { Redis } from "ioredis";

/** Closes a Redis, whether it is there or not. */
export async function closeRedis(redis: Redis): Promise<void> {
  await redis.quit().catch(() => redis.disconnect());
}

/**
 * Opens a Redis. When it goes away later, requests are let through uncounted until it is back.
 *
 * @throws Error when it cannot be reached; the URL, which may hold a password, is not in it.
 */
export async function openRedis(url: string): Promise<Redis> {
  const { Redis: Client } = await import("ioredis");
  const redis = new Client(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    // While it is away, no request waits for it.
    enableOfflineQueue: false,
    commandTimeout: 1_000,
  });
  let last: Error | undefined;
  // Without a listener, an error would end the process.
  redis.on("error", (error: Error) => {
    last = error;
  });
  try {
    await redis.connect();
    return redis;
  } catch (error) {
    redis.disconnect();
    const reason = last?.message ?? String(error);
    throw new Error(`The Redis of REDIS_URL cannot be reached: ${reason}`, { cause: error });
  }
}
