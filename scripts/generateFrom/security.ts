import type { Credential } from "../../packages/client/general/WireDefinition.ts";
import { isRecord } from "../isRecord.ts";
import type { Fault } from "./Fault.ts";
import { entriesOf, type Json, listOf, pointedTo } from "./parts.ts";

/** Which credential the client sends, and what of the operations it is enough for. */
export interface Security {
  readonly credential: Credential | undefined;
  /** By METHOD and path. */
  readonly secured: ReadonlySet<string>;
}

/** How one scheme is sent, or why it cannot be. */
type Sent = { readonly header: string; readonly prefix: string } | { readonly problem: string };

/** An operation and the `security` that holds for it. */
export interface SecuredOperation {
  readonly where: string;
  readonly security: unknown;
}

/**
 * The one credential that every operation of the contract is content with.
 *
 * - An API key in a header is sent as it is, and a token of http bearer, oauth2 or openIdConnect after
 *   `Bearer`. How callers come by a token is theirs to know.
 * - An operation that asks for nothing gets nothing.
 */
export function securityOf(
  document: Json,
  operations: readonly SecuredOperation[],
  faults: Fault[],
): Security {
  const components = isRecord(document["components"]) ? document["components"] : {};
  const schemes = new Map(entriesOf(components["securitySchemes"]));
  const sent = new Map([...schemes].map(([name, scheme]) => [name, sentAs(scheme, document)]));

  /** The alternatives that one header is enough for, and whether nothing is enough, too. */
  const askedBy = ({ security }: SecuredOperation) => {
    const alternatives = listOf(security).filter(isRecord).map(Object.keys);
    const single = alternatives.filter(({ length }) => length === 1).flat();
    const headers = single.map((name) => sent.get(name)).filter((one) => one !== undefined);
    return {
      alternatives,
      optional: alternatives.length === 0 || alternatives.some(({ length }) => length === 0),
      sendable: headers.filter((one) => "header" in one),
    };
  };

  const asking = operations
    .map((operation) => ({ ...operation, ...askedBy(operation) }))
    .filter(({ alternatives }) => alternatives.some(({ length }) => length > 0));
  for (const { where, alternatives, sendable, optional } of asking) {
    if (sendable.length > 0 || optional) continue;
    faults.push({ where, problem: problemOf(alternatives, sent) });
  }
  const same = (one: Sent, other: Sent): boolean => JSON.stringify(one) === JSON.stringify(other);
  const needing = asking.filter(({ sendable, optional }) => sendable.length > 0 && !optional);
  const candidates = (needing.length > 0 ? needing : asking).flatMap(({ sendable }) => sendable);
  const suits = (candidate: Sent, { sendable }: { sendable: readonly Sent[] }): boolean =>
    sendable.some((one) => same(one, candidate));
  const [best] = candidates
    .map((candidate) => ({
      candidate,
      left: needing.filter((operation) => !suits(candidate, operation)),
    }))
    .toSorted((one, other) => one.left.length - other.left.length);
  if (best === undefined) return { credential: undefined, secured: new Set() };
  for (const { where } of best.left) {
    const problem =
      `it is not content with what others ask for, ${shown(best.candidate)}, and a client has one ` +
      `credential. Let it take the same, or leave it out with --partial.`;
    faults.push({ where, problem });
  }
  const secured = asking.filter((operation) => suits(best.candidate, operation));
  return {
    credential: { ...best.candidate, required: needing.length > 0 },
    secured: new Set(secured.map(({ where }) => where)),
  };
}

function sentAs(given: unknown, document: Json): Sent {
  const ref = isRecord(given) ? given["$ref"] : undefined;
  const scheme = typeof ref === "string" ? pointedTo(document, ref) : given;
  const { type, in: place, name, scheme: kind } = isRecord(scheme) ? scheme : {};
  const bearer = { header: "authorization", prefix: "Bearer " };
  if (type === "apiKey" && place === "header" && typeof name === "string") {
    return { header: name.toLowerCase(), prefix: "" };
  }
  if (type === "http" && String(kind).toLowerCase() === "bearer") return bearer;
  if (type === "oauth2" || type === "openIdConnect") return bearer;
  const words = [type, type === "apiKey" ? "in" : undefined, place, kind];
  return { problem: words.filter((word) => typeof word === "string").join(" ") };
}

const shown = (sent: Sent): string =>
  "header" in sent ? `the header ${sent.header}` : `nothing that can be sent`;

function problemOf(alternatives: readonly string[][], sent: ReadonlyMap<string, Sent>): string {
  const reasons = alternatives.map((names) => {
    if (names.length > 1) return `${names.join(" and ")} at once`;
    const [name = ""] = names;
    const how = sent.get(name);
    if (how === undefined) return `${name}, which is not declared`;
    return "problem" in how ? `${name} (${how.problem})` : name;
  });
  return (
    `it asks for ${reasons.join(", or ")}. The client sends one header: an API key, or a bearer ` +
    `token. Declare such a scheme, or leave the operation out with --partial.`
  );
}
