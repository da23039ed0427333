import type { UserContext } from "@redocly/openapi-core";
import { wayInto } from "./bodyPointers.ts";
import type { Placed } from "./nodes.ts";

/** What the runtime expressions of a link can speak of: an operation's request, and one answer. */
export interface Spoken {
  /** The parameters of the operation, such as `path.deviceId`. */
  readonly parameters: readonly string[];
  readonly requestBodies: readonly Placed[];
  readonly answerBodies: readonly Placed[];
}

/** What a runtime expression gives: schemas where it speaks of a body; or what is wrong with it. */
export interface Meaning {
  readonly schemas: readonly Placed[];
  readonly fault?: string;
}

const wrong = (fault: string): Meaning => ({ schemas: [], fault });

/** Reads a runtime expression, such as `$response.body#/data/id`, and looks for what it names. */
export function meaningOf(expression: unknown, spoken: Spoken, ctx: UserContext): Meaning {
  const text = typeof expression === "string" ? expression : "";
  const [, side, pointer = ""] = /^\$(request|response)\.body(?:#(.*))?$/s.exec(text) ?? [];
  if (side !== undefined) return inBody(text, side, pointer, spoken, ctx);

  const [, parameter] = /^\$request\.((?:path|query|header)\..+)$/.exec(text) ?? [];
  if (parameter === undefined) {
    return wrong(
      `${text === "" ? JSON.stringify(expression) : text} is no runtime expression that contract tests carry. Write $request.body, $response.body, either with #/ and a pointer, or $request.path, .query or .header with the name of a parameter.`,
    );
  }
  if (spoken.parameters.includes(parameter)) return { schemas: [] };
  return wrong(`${text}: ${choose("the operation has no parameter", parameter, spoken)}`);
}

const choose = (what: string, name: string, { parameters }: Spoken): string =>
  `${what} ${name}. ${parameters.length > 0 ? `Choose from ${parameters.join(", ")}.` : "It has none."}`;

function inBody(
  text: string,
  side: string,
  pointer: string,
  { requestBodies, answerBodies }: Spoken,
  ctx: UserContext,
): Meaning {
  const bodies = side === "request" ? requestBodies : answerBodies;
  if (bodies.length === 0) {
    const holder = side === "request" ? "the operation takes" : "this answer has";
    return wrong(`${text}: ${holder} no body. Speak of something else, or give it content.`);
  }
  const ways = bodies.map((body) => wayInto(body, pointer, ctx));
  const fault = ways.find((way) => way.fault !== undefined)?.fault;
  return fault === undefined
    ? { schemas: ways.flatMap(({ schemas }) => schemas) }
    : wrong(`${text}: ${fault}`);
}

/** Whether a text has an expression in it, in braces: OpenAPI allows it, contract tests do not. */
export const isTemplate = (value: unknown): boolean =>
  typeof value === "string" && value.includes("{$");
