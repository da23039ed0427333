import type { Contract, Operation, Parameter } from "../contract/Contract.ts";
import { layers } from "../contract/layers.ts";
import { textOf } from "../contract/textOf.ts";
import { bodyCases, brokenBodies } from "./bodyCases.ts";
import { shorten } from "./bodyVariants.ts";
import { candidates } from "./candidates.ts";
import type { Case, CaseRequest } from "./Case.ts";
import {
  acceptance,
  allowsValue,
  asExample,
  refusal,
  refusesText,
  sampleText,
  schemaOfText,
} from "./expectations.ts";
import { accepted, makeCase, refused } from "./makeCase.ts";
import { bodyOf, eachExample, requestOf, withParameter } from "./requestOf.ts";
import { sendable } from "./sendable.ts";

/** The methods to try where they are not declared: those that any client can send. */
const probes = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** A name that no contract has for a parameter, a key, an id or a path. */
const unknown = "no-such-thing";

/**
 * The cases that the contract alone gives rise to, in its order. A new operation, parameter,
 * property, example or status brings its own.
 */
export function casesFrom(contract: Contract): readonly Case[] {
  return contract.operations.flatMap((operation) => [
    ...documentedRequests(operation),
    ...parameterCases(contract, operation),
    ...bodyCases(contract, operation),
    ...brokenBodies(operation),
    ...keyCases(operation),
    ...unknownThings(operation),
    ...undeclaredMethods(operation),
  ]);
}

function documentedRequests(operation: Operation): Case[] {
  const make = (what: string, request: CaseRequest) =>
    makeCase(operation, "documented request", `takes ${what}`, request, acceptance(operation));
  const bodies = operation.body?.media ?? [];
  const optional = operation.parameters.some(({ required }) => !required);
  return [
    ...(operation.body?.required === true
      ? []
      : [make("what is required", requestOf(operation, { bare: true }))]),
    ...eachExample(bodies).map(({ media, example, label }) =>
      make(`the body ${label}`, requestOf(operation, { body: bodyOf(media, example.value) })),
    ),
    ...(optional
      ? [make("every parameter", requestOf(operation, { parameters: operation.parameters }))]
      : []),
  ];
}

function parameterCases(contract: Contract, operation: Operation): Case[] {
  const request = requestOf(operation);
  const extra = { name: unknown, in: "query" } as const;
  return [
    ...operation.parameters.flatMap((parameter) => {
      const label = `${parameter.in} ${parameter.name}`;
      const refuse = (what: string, value: unknown) =>
        refused(operation, `refuses ${what}`, withParameter(request, parameter, value));
      return [
        ...textCases(contract, operation, parameter),
        ...(parameter.in === "query" && refusesTwo(contract, parameter)
          ? [refuse(`${label} twice`, [parameter.example, parameter.example])]
          : []),
        ...(parameter.in === "path" || !parameter.required
          ? []
          : [refuse(`a missing ${label}`, undefined)]),
      ];
    }),
    accepted(operation, "ignores an unknown query parameter", withParameter(request, extra, "1")),
  ];
}

/** A case for each text that the contract allows or forbids; what it leaves open has none. */
function textCases(contract: Contract, operation: Operation, parameter: Parameter): Case[] {
  const { name, in: where } = parameter;
  const seen = new Set<string>();
  return candidates(schemaOfText(parameter), sampleText(parameter)).flatMap(({ value, why }) => {
    const text = textOf(value);
    if (text === undefined || !sendable(parameter, text) || seen.has(text)) return [];
    seen.add(text);
    const request = withParameter(requestOf(operation), parameter, text);
    const label = `${where} ${name}="${shorten(text)}", ${why}`;
    if (refusesText(contract, parameter, text)) {
      return [refused(operation, `refuses ${label}`, request)];
    }
    return text !== "" && allowsValue(contract, parameter, value)
      ? [accepted(operation, `takes ${label}`, request)]
      : [];
  });
}

const refusesTwo = (contract: Contract, { schema, example }: Parameter): boolean =>
  !Array.isArray(example) && contract.violations(schema, [example, example]).length > 0;

function keyCases(operation: Operation): Case[] {
  if (operation.keyHeaders.length === 0) return [];
  // About what was just read with the key: what is remembered is not for everybody.
  const request = { ...requestOf(operation), keyHeaders: [], pick: 0 };
  const expected = refusal(operation, 401);
  const sending = (key: string) => ({
    ...request,
    header: {
      ...request.header,
      ...Object.fromEntries(operation.keyHeaders.map((name) => [name, key])),
    },
  });
  return [
    makeCase(operation, "without key", "refuses no key", request, expected),
    makeCase(operation, "without key", "refuses an empty key", sending(""), expected),
    {
      ...makeCase(operation, "wrong key", "refuses an unknown key", sending(unknown), expected),
      needs: "keys",
    },
  ];
}

/** Ids, filters and paths that lead to nothing. */
function unknownThings(operation: Operation): Case[] {
  const { parameters, responses, unknownPath } = operation;
  const request = requestOf(operation);
  const isText = (parameter: Parameter) =>
    [...layers(parameter.schema)].some((layer) => layer.at("type").value === "string") &&
    [...layers(parameter.schema)].every((layer) =>
      ["enum", "const", "pattern", "format"].every((key) => layer.at(key).value === undefined),
    );
  const inPath = parameters.filter((parameter) => parameter.in === "path" && isText(parameter));
  const filters = parameters.filter((parameter) => parameter.in === "query" && isText(parameter));
  return [
    ...(responses.some(({ status }) => status === 404) ? inPath : []).map((parameter) => ({
      ...makeCase(
        operation,
        "unknown id",
        `does not find path ${parameter.name}="${unknown}"`,
        withParameter(request, parameter, unknown),
        refusal(operation, 404),
      ),
      needs: "ids" as const,
    })),
    ...(operation.paged ? filters : []).map((parameter) => {
      const said = `${operation.pointer}/parameters`;
      const reads = [
        { pointer: "/data/items", value: [], said },
        { pointer: "/data/pagination/total", value: 0, said },
      ];
      return {
        ...makeCase(
          operation,
          "unknown filter",
          `answers an empty page for query ${parameter.name}="${unknown}"`,
          withParameter(request, parameter, unknown),
          { ...acceptance(operation), reads },
        ),
        needs: "filters" as const,
      };
    }),
    ...(unknownPath === undefined
      ? []
      : [
          makeCase(
            operation,
            "unknown path",
            "refuses a path that the contract does not have",
            { ...request, template: `/${unknown}`, path: {}, free: [] },
            asExample(404, unknownPath),
          ),
        ]),
  ];
}

function undeclaredMethods(operation: Operation): Case[] {
  const { allowed } = operation;
  return probes
    .filter((method) => !allowed.includes(method))
    .map((method) => {
      const request = { ...requestOf(operation), method, body: undefined };
      const expected = { ...refusal(operation, 405), allow: allowed };
      return makeCase(operation, "undeclared method", `refuses ${method}`, request, expected);
    });
}
