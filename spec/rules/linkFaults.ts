import type { UserContext } from "@redocly/openapi-core";
import { wayInto } from "./bodyPointers.ts";
import { isTemplate, meaningOf, type Spoken } from "./linkExpressions.ts";
import { entries, isObject, type Json, type Placed } from "./nodes.ts";
import { type Answer, knownValues } from "./shapes.ts";

/** A link, and what its runtime expressions can speak of. */
export interface LinkSource {
  readonly link: Placed;
  readonly spoken: Spoken;
}

/** An operation that a link may lead to. */
export interface LinkTarget {
  /** Its parameters, such as `path.deviceId`. */
  readonly parameters: readonly string[];
  readonly successes: readonly Answer[];
}

/** What is wrong with a link, and at which key of it. */
export interface LinkFault {
  readonly message: string;
  readonly at: readonly string[];
  readonly onKey: boolean;
}

const READS_BACK = "x-reads-back";
const WHEN = "x-when";

/** Says what is wrong with a link: its target, its parameters, and its two extensions. */
export function* faultsOf(
  { link, spoken }: LinkSource,
  targets: ReadonlyMap<string, LinkTarget>,
  ctx: UserContext,
): Generator<LinkFault> {
  const node: Json = isObject(link.node) ? link.node : {};
  const { operationId } = node;
  const name = typeof operationId === "string" ? operationId : "";
  const target = targets.get(name);
  yield* faultsOfKeys(node);
  if (target === undefined) {
    const message =
      name === ""
        ? "A link has to name its operation. Set `operationId`."
        : `There is no operation ${name} to link to. Choose from ${[...targets.keys()].join(", ")}.`;
    yield { message, at: name === "" ? [] : ["operationId"], onKey: false };
  } else {
    yield* faultsOfParameters(node, name, target, spoken, ctx);
    yield* faultsOfReadsBack(node, name, target, spoken, ctx);
  }
  yield* faultsOfWhen(node, spoken, ctx);
}

function* faultsOfKeys(node: Json): Generator<LinkFault> {
  for (const key of Object.keys(node)) {
    if (!key.startsWith("x-") || key === READS_BACK || key === WHEN) continue;
    const message = `A link takes no ${key}. Remove it; its extensions are ${READS_BACK} and ${WHEN}.`;
    yield { message, at: [key], onKey: true };
  }
}

function* faultsOfParameters(
  node: Json,
  name: string,
  { parameters: names }: LinkTarget,
  spoken: Spoken,
  ctx: UserContext,
): Generator<LinkFault> {
  const given = entries(node["parameters"]);
  for (const needed of names.filter((one) => one.startsWith("path."))) {
    if (given.some(([key]) => key === needed)) continue;
    const message = `${name} needs ${needed}. Give it in the link's \`parameters\`.`;
    yield { message, at: [], onKey: false };
  }
  for (const [key, value] of given) {
    const at = ["parameters", key];
    if (!names.includes(key)) {
      const choice = names.length > 0 ? `Choose from ${names.join(", ")}.` : "It has none.";
      yield { message: `${name} has no parameter ${key}. ${choice}`, at, onKey: true };
    }
    const isExpression = isTemplate(value) || (typeof value === "string" && value.startsWith("$"));
    const { fault } = isExpression ? meaningOf(value, spoken, ctx) : {};
    if (fault !== undefined) yield { message: `${key}: ${fault}`, at, onKey: false };
  }
}

/** The entries of an extension that is a map; what is wrong with one that is not. */
function* entriesOf(
  node: Json,
  key: string,
  what: string,
): Generator<LinkFault, [string, unknown][]> {
  if (!(key in node)) return [];
  const found = entries(node[key]);
  if (found.length === 0) {
    const message = `${key}: it is a map from ${what}. Write one entry or more, or remove it.`;
    yield { message, at: [key], onKey: true };
  }
  return found;
}

function* faultsOfReadsBack(
  node: Json,
  name: string,
  { successes }: LinkTarget,
  spoken: Spoken,
  ctx: UserContext,
): Generator<LinkFault> {
  const what = `a JSON Pointer in an answer of ${name} to a runtime expression`;
  const reads = yield* entriesOf(node, READS_BACK, what);
  if (reads.length > 0 && successes.some(({ bodies }) => bodies.length === 0)) {
    const message = `${READS_BACK}: a success of ${name} has no body. Link to an operation that answers what is to be read back.`;
    yield { message, at: [READS_BACK], onKey: true };
  }
  const bodies = successes.flatMap((success) => success.bodies);
  for (const [pointer, expression] of reads) {
    const at = [READS_BACK, pointer];
    const way = bodies.map((body) => wayInto(body, pointer, ctx)).find(({ fault }) => fault);
    if (way?.fault !== undefined) {
      yield { message: `${READS_BACK}: in an answer of ${name}, ${way.fault}`, at, onKey: true };
    }
    const { fault } = meaningOf(expression, spoken, ctx);
    if (fault !== undefined) yield { message: `${READS_BACK}: ${fault}`, at, onKey: false };
  }
}

function* faultsOfWhen(node: Json, spoken: Spoken, ctx: UserContext): Generator<LinkFault> {
  const conditions = yield* entriesOf(node, WHEN, "a runtime expression to the value that it has");
  for (const [expression, value] of conditions) {
    const at = [WHEN, expression];
    const { schemas, fault } = meaningOf(expression, spoken, ctx);
    if (fault !== undefined) yield { message: `${WHEN}: ${fault}`, at, onKey: true };
    if (typeof value === "object" && value !== null) {
      const message = `${WHEN}: ${expression} is compared with a single value. Write a string, a number, a boolean or null.`;
      yield { message, at, onKey: false };
    }
    const known = new Set(schemas.flatMap((schema) => [...knownValues(schema, ctx)]));
    if (typeof value === "string" && known.size > 0 && !known.has(value)) {
      const message = `${WHEN}: ${expression} has no known value ${value}. Choose from ${[...known].join(", ")}.`;
      yield { message, at, onKey: false };
    }
  }
}
