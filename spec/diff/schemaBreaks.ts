import { isRecord } from "../../scripts/isRecord.ts";
import { isAnnotation } from "./mergedParts.ts";
import {
  gainsOf,
  isModified,
  isPartOf,
  keyOf,
  type Node,
  shown,
  typeOf,
  type Visitor,
} from "./node.ts";

/** A property asks for others that it did not, or no longer brings them. */
export const dependentChanged = (): Visitor => ({
  DependentRequired(change, { report, getDirections }) {
    if (change.kind !== "modified") return;
    const { gained, lost } = gainsOf(change);
    const property = shown(change.property);
    if (gained.length > 0 && getDirections().includes("request")) {
      report({ message: `${property} asks for ${gained.map(shown).join(", ")}.` });
    }
    if (lost.length > 0 && getDirections().includes("response")) {
      report({ message: `${property} no longer comes with ${lost.map(shown).join(", ")}.` });
    }
  },
});

/** A kind goes by another value, or by one more that an answer may have. */
export const mappingChanged = (): Visitor => ({
  DiscriminatorMapping: {
    Schema({ kind, node }, { report, getDirections }) {
      const [before, after] = [node.parent?.base?.value, node.parent?.revision?.value].map(
        (mapping) => (isRecord(mapping) ? mapping : {}),
      );
      const value = keyOf(node);
      const isKindKept = kind === "removed" && Object.values(after ?? {}).includes(before?.[value]);
      if (isKindKept) report({ message: `A kind no longer goes by ${shown(value)}.` });
      const isKindOld = kind === "added" && Object.values(before ?? {}).includes(after?.[value]);
      if (isKindOld && getDirections().includes("response")) {
        report({ message: `A kind goes by ${shown(value)}, too.` });
      }
    },
  },
});

/** What may not be, or what a condition hangs on: there more is less, and Redocly does not turn round. */
export const negationChanged = (): Visitor => ({
  Schema(change, { report, getDirections }) {
    const { kind, property, node } = change;
    if (kind === "modified" && isAnnotation(property ?? "")) return;
    const uses = [node, ...node.referencedBy].filter((use) => keyOf(use) === "not");
    if (property === "enum" && uses.length > 0) {
      const { gained, lost } = gainsOf(change);
      if (gained.length > 0 && uses.some((use) => isPartOf("request", use))) {
        report({ message: `It may no longer be ${gained.map(shown).join(" or ")}.` });
      }
      const answered = uses.filter((use) => isPartOf("response", use) && !isInOneOfAny(use));
      if (lost.length > 0 && answered.length > 0) {
        report({ message: `It may be ${lost.map(shown).join(" or ")} now.` });
      }
      return;
    }
    const isWhole = /^(?:if|not)$/u.test(keyOf(node)) && kind !== "modified";
    if (isWhole || getDirections().length === 0) return;
    const word = negationAbove(node);
    if (word === undefined) return;
    report({
      message: word === "if" ? "The condition is another one." : "It may no longer be the same.",
    });
  },
});

/** What may not be is less. */
export const lessForbidden = (): Visitor => ({
  Schema(change, { report }) {
    const { node } = change;
    if (!isModified(change, "enum") || gainsOf(change).gained.length > 0) return;
    const uses = [node, ...node.referencedBy].filter((use) => isSchema(use.parent));
    if (uses.length === 0 || !uses.every((use) => keyOf(use) === "not")) return;
    report({ message: `It may be ${gainsOf(change).lost.map(shown).join(" or ")} now.` });
  },
});

const isSchema = (node: Node | null): boolean => node !== null && typeOf(node) !== "NamedSchemas";

/** Whether a schema is of a member of one of several kinds, which may have what others had to themselves. */
function isInOneOfAny({ parent }: Node): boolean {
  const kind = parent?.parent?.parent;
  const holders = [kind?.parent, ...(kind?.referencedBy ?? []).map((use) => use.parent)];
  return holders.some((holder) => holder && /^(?:AnyOf|OneOf)$/u.test(typeOf(holder)));
}

function negationAbove(node: Node): string | undefined {
  for (let at: Node | null = node; at !== null; at = at.parent) {
    const key = keyOf(at);
    const isOfSchema = at.parent !== null && typeOf(at.parent) === "Schema";
    if (isOfSchema && /^(?:if|not)$/u.test(key)) return key;
    if (!/^(?:AllOf|AnyOf|OneOf|Schema|SchemaList|SchemaMap|SchemaProperties)$/u.test(typeOf(at))) {
      return undefined;
    }
  }
  return undefined;
}
