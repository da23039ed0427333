/** What Node says when a server is away, or goes while it is spoken to. */
const AWAY: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
]);

/**
 * What PostgreSQL says: class 08 (connection), 57P (shut down, starting up), 53 (out of resources), 57014
 * (took too long), 55P03 (somebody else kept it), 40 (another transaction won: the request can be repeated),
 * 25006 (read only).
 */
const STATES = /^(?:08|57P|53|40)|^(?:57014|55P03|25006)$/;

/** What the driver says, without a code. */
const WORDS =
  /connection (?:terminated|timeout|ended)|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|cannot use a pool after|not queryable/i;

/** Whether an error says that the database cannot be reached at the moment. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return AWAY.has(code) || STATES.test(code) || WORDS.test(error.message);
}
