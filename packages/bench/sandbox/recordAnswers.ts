import { isRecord } from "../../../scripts/isRecord.ts";
import { type Asks, type Kind, PAGE, STATUS } from "./asks.ts";

/** An answer as it went over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export type Answers = Readonly<Record<Kind, Answer>>;

/** What `node:http` writes by itself. */
const BY_ITSELF = new Set(["connection", "date", "keep-alive", "transfer-encoding"]);

/**
 * Asks a sandbox once for everything, and keeps the bytes.
 *
 * @throws Error when it answers with something else than a success, or with a page that is not full
 */
export async function recordAnswers(
  url: string,
  asks: Asks,
  number: number,
  signal: AbortSignal,
): Promise<Answers> {
  const record = async (kind: Kind): Promise<Answer> => {
    const { path, ...request } = asks(kind, number);
    const response = await fetch(`${url}${path}`, { ...request, signal });
    const { status } = response;
    const body = await response.text();
    const wanted = kind !== "list" || itemsIn(body) === PAGE;
    if (status !== STATUS[kind] || !wanted) {
      throw new Error(`The sandbox answered ${kind} with ${status}: ${body.slice(0, 500)}`);
    }
    const headers = [...response.headers].filter(([name]) => !BY_ITSELF.has(name));
    return { status, headers: Object.fromEntries(headers), body };
  };
  return { list: await record("list"), get: await record("get"), push: await record("push") };
}

function itemsIn(body: string): number | undefined {
  const answer: unknown = JSON.parse(body);
  const data = isRecord(answer) ? answer["data"] : undefined;
  const items = isRecord(data) ? data["items"] : undefined;
  return Array.isArray(items) ? items.length : undefined;
}
