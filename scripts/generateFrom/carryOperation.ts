import type { WireDefinition } from "../../packages/client/general/WireDefinition.ts";
import { assertMethodName } from "../../packages/client/generator/assertMethodName.ts";
import { expandedResponses, isBodiless, jsonOf, mediaTypesOf } from "./bodies.ts";
import { carryParameters } from "./carryParameters.ts";
import type { CleanSchemas } from "./cleanSchemas.ts";
import type { Directions } from "./directions.ts";
import type { Fault } from "./Fault.ts";
import type { GivenOperation } from "./givenOperations.ts";
import { follow, type Json, mapValues } from "./parts.ts";
import { areElsewhere } from "./servers.ts";

/** An operation as the generators take it, and what they do not tell of it. */
export interface CarriedOperation {
  readonly method: string;
  readonly path: string;
  readonly where: string;
  readonly wire: WireDefinition;
  /** The operation with the schemas of requests and of answers. */
  readonly inDirections: (directed: Directions["directed"]) => Json;
}

/** JSON of a message, by its media type; undefined where it has none. */
interface Carried {
  readonly type: string;
  readonly schema: unknown;
}

/**
 * @param cleanSchema Gives a schema the form that the generators take.
 * @param credentialHeader What carries the operation's credential, if anything does.
 * @param faults Gets what keeps the operation from being carried.
 */
export function carryOperation(
  given: GivenOperation,
  document: Json,
  cleanSchema: CleanSchemas["clean"],
  credentialHeader: string | undefined,
  faults: Fault[],
): CarriedOperation {
  const { method, path, where, id, pathItem, operation } = given;
  const refuse = (problem: string): void => void faults.push({ where, problem });
  const clean = (schema: unknown): unknown => cleanSchema(schema, where);

  try {
    assertMethodName(id, "operationId", where);
  } catch (error) {
    refuse(error instanceof Error ? error.message.replace(`${where}: `, "") : String(error));
  }
  if (method === "trace") refuse("fetch sends no TRACE. Leave it out with --partial.");
  if ([pathItem, operation].some(({ servers }) => areElsewhere(servers, document))) {
    refuse(
      "it has servers of its own, and a client sends all requests to one. Remove them, or leave the " +
        "operation out with --partial.",
    );
  }
  const { parameters, styles } = carryParameters(given, document, credentialHeader, clean, refuse);
  const request = carryRequest(given, document, clean, refuse);
  const responses = carryResponses(given, document, clean, refuse);
  const accept = [...new Set(responses.flatMap(({ json }) => json?.type ?? []))].join(", ");
  const errors = responses.filter(({ status, json }) => !status.startsWith("2") && json);
  const { operationId: _id, callbacks: _callbacks, servers: _servers, ...kept } = operation;
  return {
    method,
    path,
    where,
    wire: {
      errors: errors.map(({ status }) => status),
      ...(accept !== "" && accept !== "application/json" && { accept }),
      ...(request && request.type !== "application/json" && { contentType: request.type }),
      ...(Object.keys(styles).length > 0 && { query: styles }),
    },
    inDirections: (directed) => ({
      ...kept,
      operationId: id,
      parameters: parameters.map((one) => ({ ...one, schema: directed(one["schema"], "request") })),
      ...(request && {
        requestBody: {
          ...request.rest,
          // What it is called on the wire is in the table for that.
          content: { "application/json": { schema: directed(request.schema, "request") } },
        },
      }),
      responses: Object.fromEntries(
        responses.map(({ status, rest, json }) => [
          status,
          {
            ...rest,
            ...(json && {
              content: { [json.type]: { schema: directed(json.schema, "response") } },
            }),
          },
        ]),
      ),
    }),
  };
}

function carryRequest(
  { method, operation }: GivenOperation,
  document: Json,
  clean: (schema: unknown) => unknown,
  refuse: (problem: string) => void,
): (Carried & { readonly rest: Json }) | undefined {
  if (operation["requestBody"] === undefined) return undefined;
  if (/^(?:get|head)$/.test(method)) {
    refuse("fetch sends no body with it. Use another method.");
    return undefined;
  }
  const { content, ...rest } = follow(operation["requestBody"], document);
  const json = jsonOf(content);
  if (json === undefined) {
    const types = mediaTypesOf(content).join(", ") || "nothing";
    refuse(`it takes ${types}, and the client sends JSON only. Add application/json.`);
    return undefined;
  }
  return { type: json.type, schema: clean(json.schema), rest };
}

function carryResponses(
  { method, operation }: GivenOperation,
  document: Json,
  clean: (schema: unknown) => unknown,
  refuse: (problem: string) => void,
): { readonly status: string; readonly rest: Json; readonly json: Carried | undefined }[] {
  const all = expandedResponses(operation["responses"], (one) => follow(one, document));
  if (!all.some(([status]) => status.startsWith("2"))) {
    refuse("it has no answer of success. Document one: the client follows no redirect.");
  }
  return all.map(([status, response]) => {
    const { content, links: _links, headers, ...others } = response;
    const rest = {
      ...others,
      headers: mapValues(headers, (header) => {
        const { schema = true, ...about } = follow(header, document);
        const { content: _content, examples: _examples, ...plain } = about;
        return { ...plain, schema: clean(schema) };
      }),
    };
    if (isBodiless(method, status)) return { status, rest, json: undefined };
    const json = jsonOf(content);
    const types = mediaTypesOf(content);
    if (json === undefined && types.length > 0 && status.startsWith("2")) {
      refuse(
        `it answers ${status} with ${types.join(", ")}, and the client reads JSON only. ` +
          `Add application/json, or leave the operation out with --partial.`,
      );
    }
    return { status, rest, json: json && { type: json.type, schema: clean(json.schema) } };
  });
}
