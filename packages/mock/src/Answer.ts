/** What goes back to the client. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The mock's own complaint, for which the contract documents no response (RFC 9457). */
export function problem(status: number, title: string, detail: string): Answer {
  const body = JSON.stringify({ type: "about:blank", title, status, detail });
  return { status, headers: { "Content-type": "application/problem+json" }, body };
}
