import { isRecord } from "../../scripts/isRecord.ts";
import {
  type Change,
  type Context,
  isModified,
  keyOf,
  type Node,
  shown,
  valuesOf,
  type Visitor,
} from "./node.ts";

/** What holds for names that match a pattern, or beside a property, holds for others. */
export const patternChanged = (): Visitor => ({
  Schema(change, context) {
    const { parent } = change.node;
    if (parent === null || !/^(?:dependentSchemas|patternProperties)$/u.test(keyOf(parent))) return;
    if (isModified(change, "key")) {
      const { from, to } = valuesOf(change);
      context.report({ message: `What ${from} said is said of ${to}.` });
    } else if (change.kind !== "modified") {
      limit(change, parent, shown(keyOf(change.node)), context);
    }
  },
  PatternProperties(change, context) {
    if (change.kind === "modified") return;
    limit(change, change.node, "`patternProperties`", context);
  },
});

function limit({ kind }: Change, map: Node, name: string, context: Context): void {
  const directions = context.getDirections();
  const opens = isClosed(map) && keyOf(map) === "patternProperties";
  const isLess = kind === (opens ? "removed" : "added");
  if (isLess && directions.includes("request")) {
    context.report({
      message: `${name} ${opens ? "may no longer be sent" : "limits what may be sent"}.`,
    });
  }
  if (!isLess && directions.includes("response") && !opens) {
    context.report({ message: `${name} no longer limits what is answered.` });
  }
  if (isLess && directions.includes("response") && opens) {
    context.report({ message: `${name} is no longer answered.` });
  }
}

/** Whether an object takes nothing but what its properties and patterns say. */
const isClosed = ({ parent }: Node): boolean =>
  [parent?.base, parent?.revision].every((side) => {
    const schema = (side?.resolved ?? side)?.value;
    return side === undefined || (isRecord(schema) && schema["additionalProperties"] === false);
  });
