import type { Store } from "../database/Store.ts";
import type { KeyRow } from "../database/rows.ts";
import type { Caller } from "../handlers/Handler.ts";
import { isSameDigest, lookupOf } from "./keys.ts";
import { Refusal } from "./Refusal.ts";
import type { RequestState } from "./RequestState.ts";

/** The key with such a digest; null when there is none. */
export async function knownKey(store: Store, digest: string): Promise<KeyRow | null> {
  const row = await store.findKey(lookupOf(digest));
  return row !== null && isSameDigest(row.digest, digest) ? row : null;
}

/**
 * Finds out who sends a request.
 *
 * @param header the one in which a key has to come
 * @throws Refusal 401 when there is no key, or none that is known.
 */
export async function authenticate(
  { digest, findKey }: RequestState,
  header: string,
): Promise<{ caller: Caller; row: KeyRow }> {
  if (digest === undefined) {
    throw new Refusal(
      "UNAUTHORIZED",
      `The request carries no API key. Send it in the ${header} header.`,
    );
  }
  const row = await findKey(digest);
  if (row === null) throw new Refusal("INVALID_API_KEY", "The API key is not known.");
  const { customer_no: customerNo, environment, permission } = row;
  return { caller: { customerNo, environment, permission }, row };
}

/** @throws Refusal 401 when the key has expired, 403 when it may not send such a request. */
export function authorize(
  caller: Caller,
  { live_access, expires_at }: KeyRow,
  { now, writes }: { readonly now: number; readonly writes: boolean },
): void {
  if (expires_at !== null && expires_at <= now) {
    throw new Refusal("EXPIRED_TOKEN", "The API key has expired.");
  }
  if (caller.environment === "live" && !live_access) {
    const message = "The customer's access to the live environment is not enabled.";
    throw new Refusal("LIVE_ACCESS_DISABLED", message);
  }
  if (writes && caller.permission === "read") {
    throw new Refusal("INSUFFICIENT_PERMISSIONS", "The API key may read, but not write.");
  }
}
