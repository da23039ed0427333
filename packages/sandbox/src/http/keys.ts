import { createHash, timingSafeEqual } from "node:crypto";

/** What is kept of an API key: its SHA-256, in hexadecimal. Keys are random, so it cannot be guessed back. */
export const digestOf = (key: string): string => createHash("sha256").update(key).digest("hex");

/** The part of a digest by which a key is found. */
export const lookupOf = (digest: string): string => digest.slice(0, 16);

/** Compares two digests in a time that does not depend on where they differ. */
export const isSameDigest = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(one, "hex"), Buffer.from(other, "hex"));
