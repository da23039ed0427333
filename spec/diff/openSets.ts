import { isRecord } from "../../scripts/isRecord.ts";
import { type Change, gainsOf, isPartOf, type Node, type Side, type Visitor } from "./node.ts";
import { type Json, listOf, objectOf } from "./json.ts";

/** A rule for sets that may grow and have grown, which Redocly takes for a break. */
export const openSetGrew = (): Visitor => ({
  Schema(change, { report }) {
    const message = growth(change);
    if (message !== undefined) report({ message });
  },
});

/** How a set that may grow has grown, which breaks nobody who knows that it may; else undefined. */
function growth(change: Change): string | undefined {
  const { node } = change;
  const isForbidden = node.revision?.key === "not";
  if (change.kind === "added") {
    return isOpenBranch(node) && !isForbidden ? `${nameOf(node)} is known now.` : undefined;
  }
  if (change.property !== "enum") return undefined;
  const { gained, lost } = gainsOf(change);
  const isGrown = gained.length > 0 && lost.length === 0;
  const answered = [node, ...node.referencedBy].filter((use) => isPartOf("response", use.parent));
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
  if (open["type"] !== closed["type"] || "enum" in open) return false;
  if (open["type"] === "string") return true;
  const members = objectOf(closed["properties"]);
  const required = listOf(closed["required"]);
  return (
    listOf(open["required"]).every((name) => required.includes(name)) &&
    Object.entries(objectOf(open["properties"])).some(([name, property]) => {
      return "not" in objectOf(property) && listOf(objectOf(members[name])["enum"]).length === 1;
    })
  );
}

function nameOf({ revision }: Node): string {
  const reference = isRecord(revision?.value) ? revision.value["$ref"] : undefined;
  const name = typeof reference === "string" ? reference.split("/").at(-1) : undefined;
  return name === undefined ? "Another kind" : `\`${name}\``;
}

const schemaOf = (side: Side): Json => objectOf((side.resolved ?? side).value);
