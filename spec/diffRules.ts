import { isRecord } from "../scripts/isRecord.ts";

/** The rule's name in reports; what it says outranks what the others say of the same change. */
export const OPEN_SET_GREW = "contract/open-set-grew";

// Redocly exports no types for rules of its `diff`; these are the members that are used here.
interface Side {
  readonly type: { readonly name: string };
  readonly key: string | number;
  readonly value: unknown;
  /** What a `$ref` leads to. */
  readonly resolved?: Side;
  readonly children: readonly Side[];
}

/** A place in one or both of the contracts. Whatever else refers to it is named, not compared again. */
interface Node {
  readonly parent: Node | null;
  readonly referencedBy: readonly Node[];
  readonly base?: Side;
  readonly revision?: Side;
}

interface Change {
  readonly kind: "added" | "removed" | "modified";
  readonly property?: string;
  readonly node: Node;
  readonly base?: { readonly value: unknown };
  readonly revision?: { readonly value: unknown };
}

type Json = Readonly<Record<string, unknown>>;

interface Report {
  readonly report: (verdict: { readonly message: string }) => void;
}

/** What `redocly diff` rates beyond its own rules; named in `diff.yaml`. */
export default function diffPlugin() {
  return {
    id: "contract",
    diff: {
      oas3: {
        "open-set-grew": () => ({
          Schema(change: Change, { report }: Report): void {
            const message = growth(change);
            if (message !== undefined) report({ message });
          },
        }),
      },
    },
  };
}

/** How a set that may grow has grown, which breaks nobody who knows that it may; else undefined. */
function growth({ kind, property, node, base, revision }: Change): string | undefined {
  if (kind === "added") return isOpenBranch(node) ? `${nameOf(node)} is known now.` : undefined;
  if (property !== "enum") return undefined;
  const before = listOf(base?.value);
  const after = listOf(revision?.value);
  const gained = after.filter((value) => !before.includes(value));
  const isGrown = gained.length > 0 && before.every((value) => after.includes(value));
  const answered = [node, ...node.referencedBy].filter((use) => isAnswered(use.parent, new Set()));
  if (!isGrown || answered.length === 0 || !answered.every(isOpenBranch)) return undefined;
  const values = gained.map((value) => `\`${String(value)}\``).join(", ");
  return `The known values grew by ${values}.`;
}

/** Whether a schema says what is not in a set, or stands beside one that took all of this before. */
function isOpenBranch({ parent, base, revision }: Node): boolean {
  const side = revision ?? base;
  const others = parent?.base;
  if (side?.key === "not") return true;
  return (
    side !== undefined &&
    others?.type.name === "AnyOf" &&
    others.children.some((other) => takes(schemaOf(other), schemaOf(side)))
  );
}

/** Any text takes a set of texts; an object with a member that is in no set takes those that name theirs. */
function takes(open: Json, closed: Json): boolean {
  if (open["type"] !== closed["type"] || "enum" in open || "const" in open) return false;
  if (open["type"] === "string") return true;
  const members = jsonOf(closed["properties"]);
  const required = listOf(closed["required"]);
  return (
    listOf(open["required"]).every((name) => required.includes(name)) &&
    Object.entries(jsonOf(open["properties"])).some(([name, property]) => {
      return "not" in jsonOf(property) && "const" in jsonOf(members[name]);
    })
  );
}

/** Whether a place is part of an answer, by whichever way. */
function isAnswered(node: Node | null, passed: Set<Node>): boolean {
  if (node === null || passed.has(node)) return false;
  passed.add(node);
  const type = (node.revision ?? node.base)?.type.name;
  if (type === "Responses") return true;
  if (type === "RequestBody" || type === "ParameterList") return false;
  return [node.parent, ...node.referencedBy].some((above) => isAnswered(above, passed));
}

function nameOf({ revision }: Node): string {
  const reference = isRecord(revision?.value) ? revision.value["$ref"] : undefined;
  const name = typeof reference === "string" ? reference.split("/").at(-1) : undefined;
  return name === undefined ? "Another kind" : `\`${name}\``;
}

const schemaOf = (side: Side): Json => jsonOf((side.resolved ?? side).value);

const jsonOf = (value: unknown): Json => (isRecord(value) ? value : {});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
