import { listOf } from "./json.ts";

// Redocly exports no types for the rules of its `diff`; these are the members that are used here.

/** What stands at a place in one of the contracts. */
export interface Side {
  readonly type: { readonly name: string };
  readonly key: string | number;
  readonly value: unknown;
  /** What a `$ref` leads to. */
  readonly resolved?: Side;
  readonly children: readonly Side[];
}

/** A place in one or both of the contracts. Whatever else refers to it is named, not compared again. */
export interface Node {
  readonly parent: Node | null;
  readonly referencedBy: readonly Node[];
  readonly base?: Side;
  readonly revision?: Side;
}

/** A difference as a rule is shown it. */
export interface Change {
  readonly kind: "added" | "removed" | "modified";
  /** The member that is another one; undefined when all of it was added or removed. */
  readonly property?: string;
  readonly node: Node;
  readonly base?: { readonly value: unknown };
  readonly revision?: { readonly value: unknown };
}

/** What a rule is given beside a change. */
export interface Context {
  readonly report: (verdict: { readonly message: string }) => void;
  /** Whether it is part of what is sent, of what is answered, of both, or of neither. */
  readonly getDirections: () => readonly ("request" | "response")[];
}

/** What is called for every change of a kind of place, or of such places below others. */
export interface Visitor {
  readonly [typeName: string]: ((change: Change, context: Context) => void) | Visitor;
}

/** Whether a place is part of what callers send, or are answered, by whichever way. */
export function isPartOf(
  direction: "request" | "response",
  node: Node | null,
  passed = new Set<Node>(),
): boolean {
  if (node === null || passed.has(node)) return false;
  passed.add(node);
  const type = typeOf(node);
  // What the API itself calls, it sends, and is answered.
  const isCalled = hasAbove(node, /^(?:CallbacksMap|WebhooksMap)$/u);
  if (type === "Responses") return direction === (isCalled ? "request" : "response");
  if (type === "RequestBody" || type === "ParameterList") {
    return direction === (isCalled ? "response" : "request");
  }
  return [node.parent, ...node.referencedBy].some((above) => isPartOf(direction, above, passed));
}

/** The kind of place. */
export const typeOf = ({ base, revision }: Node): string => (revision ?? base)?.type.name ?? "";

/** What a place is called where it is. */
export const keyOf = ({ base, revision }: Node): string => String((revision ?? base)?.key);

function hasAbove(node: Node, types: RegExp): boolean {
  for (let above = node.parent; above !== null; above = above.parent) {
    if (types.test(typeOf(above))) return true;
  }
  return false;
}

/** Whether a change is one of a member. */
export const isModified = ({ kind, property }: Change, name: string): boolean =>
  kind === "modified" && property === name;

/** What a member was and is, as one reads it. */
export const valuesOf = ({ base, revision }: Change) => ({
  from: shown(base?.value),
  to: shown(revision?.value),
});

/** A value as one reads it in a sentence. */
export const shown = (value: unknown): string =>
  value === undefined
    ? "nothing"
    : `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

/** The values that a list has got, and those that it has lost. */
export function gainsOf({ base, revision }: Change) {
  const [before, after] = [listOf(base?.value), listOf(revision?.value)];
  return {
    gained: after.filter((value) => !before.includes(value)),
    lost: before.filter((value) => !after.includes(value)),
  };
}
