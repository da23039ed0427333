import type { Oas3Visitor, UserContext } from "@redocly/openapi-core";
import { isObject, type Json, list, parametersOf, type Placed } from "./nodes.ts";
import { dataOf, knownValues, shapeOf, successesOf } from "./shapes.ts";

const KEYS = ["method", "guard", "property", "until"];

/** Two words or more: so that a name is none that the language has reserved. */
const CAMEL_CASE = /^[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*$/;

type Refuse = (message: string, key?: string) => void;

/**
 * Requires `x-wait` to say all that the client needs for a method that polls an operation until a
 * property has a final value, and for the type guard of these values.
 */
export function wait(): Oas3Visitor {
  const taken = new Set<string>();
  const names: { name: string; location: Placed["location"] }[] = [];
  return {
    PathItem: {
      Operation(operation, ctx, parents) {
        taken.add(operation.operationId ?? "");
        const place = ctx.location.child("x-wait");
        const node: Json = { ...operation };
        if (!("x-wait" in node)) return;
        const wanted = node["x-wait"];
        const refuse: Refuse = (message, key) => {
          const { source, pointer } = key === undefined ? place : place.child(key);
          ctx.report({
            message: `x-wait: ${message}`,
            location: { source, pointer, reportOnKey: true },
          });
        };
        if (!isObject(wanted)) return refuse(`it is an object with ${KEYS.join(", ")}. Write one.`);

        refuseKeys(wanted, refuse);
        for (const key of ["method", "guard"]) {
          const name = wanted[key];
          if (typeof name === "string") names.push({ name, location: place.child(key) });
        }
        refuseCall(String(ctx.key), node, parametersOf(operation, parents, ctx), refuse);
        refuseProperty(wanted, node, ctx, refuse);
      },
    },
    Root: {
      leave(_root, ctx) {
        for (const { name, location } of names) {
          if (taken.has(name)) {
            ctx.report({
              message: `x-wait: the name ${name} is taken by an operationId or another x-wait. Choose another.`,
              location,
            });
          }
          taken.add(name);
        }
      },
    },
  };
}

function refuseKeys(wanted: Json, refuse: Refuse): void {
  for (const key of KEYS.filter((one) => !(one in wanted)))
    refuse(`it has no \`${key}\`. Add it; ${KEYS.join(", ")} are all required.`);
  for (const key of Object.keys(wanted).filter((one) => !KEYS.includes(one)))
    refuse(`it takes no \`${key}\`. Remove it; the keys are ${KEYS.join(", ")}.`, key);
  for (const key of ["method", "guard"].filter((one) => one in wanted)) {
    const name = wanted[key];
    if (typeof name !== "string" || !CAMEL_CASE.test(name))
      refuse(
        `\`${key}\` names a function. Use two words or more in camelCase, such as waitForAction.`,
        key,
      );
  }
}

/** What is polled is read again and again by its id alone. */
function refuseCall(
  method: string,
  operation: Json,
  parameters: ReturnType<typeof parametersOf>,
  refuse: Refuse,
): void {
  const move = "Move x-wait to the operation that reads one thing by its id.";
  if (method !== "get") refuse(`a ${method.toUpperCase()} cannot be polled. ${move}`);
  if (operation["requestBody"] !== undefined)
    refuse(`an operation with a body cannot be polled. ${move}`);
  const inPath = parameters.filter(({ node }) => node["in"] === "path");
  if (inPath.length !== 1)
    refuse(`it needs exactly one path parameter; here there are ${inPath.length}. ${move}`);
  for (const { node } of parameters) {
    if (node["in"] !== "path" && node["required"] === true)
      refuse(`the parameter ${String(node["name"])} is required. Make it optional, or: ${move}`);
  }
}

function refuseProperty(wanted: Json, operation: Json, ctx: UserContext, refuse: Refuse): void {
  const { property } = wanted;
  const until = list(wanted["until"]);
  if ("until" in wanted && until.length === 0)
    refuse("`until` is the list of final values. Name at least one.", "until");
  if (new Set(until).size < until.length)
    refuse("`until` lists a value twice. Remove one.", "until");

  const successes = successesOf(operation, ctx);
  if (successes.length === 0 || successes.some(({ bodies }) => bodies.length === 0))
    refuse("every success of a polled operation has a body. Give it content.");
  if (typeof property !== "string") {
    if ("property" in wanted) refuse("`property` names a property of the data.", "property");
    return;
  }
  for (const body of successes.flatMap(({ bodies }) => bodies)) {
    const values = watched(dataOf(body, ctx), ctx);
    const known = values.get(property);
    if (known === undefined) {
      const choice = values.size > 0 ? `Choose from ${[...values.keys()].join(", ")}.` : "None is.";
      refuse(
        `${property} is no required property of the data whose values are known. ${choice}`,
        "property",
      );
    } else refuseValues(property, known, until, refuse);
  }
}

function refuseValues(
  property: string,
  known: ReadonlySet<unknown>,
  until: readonly unknown[],
  refuse: Refuse,
): void {
  const unknown = until.filter((value) => !known.has(value));
  if (unknown.length > 0) {
    const values = [...known].join(", ");
    refuse(`${property} has no known value ${unknown.join(", ")}. Choose from ${values}.`, "until");
  }
  if ([...known].every((value) => until.includes(value)))
    refuse(
      `every known value of ${property} is final: there is nothing to wait for. Name fewer.`,
      "until",
    );
}

/** The required properties that have known values, with these. */
function watched(data: Placed, ctx: UserContext): Map<string, ReadonlySet<unknown>> {
  const shape = shapeOf(data, ctx);
  return new Map(
    [...(shape?.properties ?? [])]
      .filter(([name]) => shape?.required.has(name))
      .map(([name, property]) => [name, knownValues(property, ctx)] as const)
      .filter(([, values]) => values.size > 0),
  );
}
