import { invalid } from "./Refusal.ts";

/** The header in which a sandbox key may ask for something to go wrong. */
export const FAULT_HEADER = "x-sandbox-fault";

/** What is to go wrong with the answer to one request. */
export interface Fault {
  /** An error code to answer with; nothing is carried out then. */
  readonly code?: string;
  /** Seconds for the `Retry-After` of that answer. */
  readonly retryAfter?: number;
  /** Milliseconds to wait before anything is done. */
  readonly latency?: number;
  /** Resets the connection: `before` anything is done, or `after` all of it was. */
  readonly reset?: "before" | "after";
  /** Sends half of the body, after all was carried out, and resets the connection. */
  readonly truncate?: true;
}

/** An answer can be kept back for less than the connection may be idle; it may ask its reader to wait for longer than a timer can. */
const MOST = { latency: 25_000, "retry-after": 999_999_999 };

const FORM =
  "is a list such as: code=CONFLICT, retry-after=3, latency=500, reset, reset=after, truncate";

/**
 * Reads the header, such as `latency=500, code=SERVICE_UNAVAILABLE`.
 *
 * @param codes those that the operation documents
 * @throws Refusal `INVALID_REQUEST` saying what it may be.
 */
export function readFault(header: string, codes: Iterable<string>): Fault {
  const wrong = (message: string) => invalid([{ in: "header", field: FAULT_HEADER, message }]);
  const fault: { -readonly [Key in keyof Fault]: Fault[Key] } = {};
  const known = [...codes];
  for (const part of header.split(",")) {
    const [name = "", value, ...more] = part.trim().split("=");
    if (more.length > 0) throw wrong(FORM);
    if (name === "code" && value !== undefined) {
      if (!known.includes(value)) {
        throw wrong(`names a code that this operation does not have; it has ${known.join(", ")}`);
      }
      fault.code = value;
    } else if (name === "retry-after" || name === "latency") {
      const number = Number(value);
      if (!/^\d{1,9}$/.test(value ?? "") || number > MOST[name]) {
        throw wrong(`needs a whole number up to ${MOST[name]} for ${name}`);
      }
      if (name === "latency") fault.latency = number;
      else fault.retryAfter = number;
    } else if (
      name === "reset" &&
      (value === undefined || value === "after" || value === "before")
    ) {
      fault.reset = value ?? "before";
    } else if (name === "truncate" && value === undefined) {
      fault.truncate = true;
    } else {
      throw wrong(FORM);
    }
  }
  return fault;
}
