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

/** Whether a place is part of what is sent, or of what is answered, by whichever way. */
export function isPartOf(
  direction: "request" | "response",
  node: Node | null,
  passed = new Set<Node>(),
): boolean {
  if (node === null || passed.has(node)) return false;
  passed.add(node);
  const type = (node.revision ?? node.base)?.type.name;
  if (type === "Responses") return direction === "response";
  if (type === "RequestBody" || type === "ParameterList") return direction === "request";
  return [node.parent, ...node.referencedBy].some((above) => isPartOf(direction, above, passed));
}
