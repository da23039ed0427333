import type { Case, CaseRequest, Expectation } from "./Case.ts";
import type {
  Contract,
  MediaType,
  NamedExample,
  Operation,
  Parameter,
} from "../contract/Contract.ts";
import { listedValues } from "../contract/listedValues.ts";
import { refusedValues } from "./refusedValues.ts";

/** Where an error answer of the contract has its code. */
const codeOfError = ["error", "code"];

/** The methods to try where they are not declared: those that any client can send. */
const probes = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/**
 * The cases that the contract alone gives rise to, in its order. A new operation, parameter,
 * example or status brings its own.
 */
export function casesFrom(contract: Contract): readonly Case[] {
  return contract.operations.flatMap((operation) => [
    ...successes(operation),
    ...documentedExamples(operation),
    ...withoutKey(operation),
    ...refusedParameters(contract, operation),
    ...undeclaredMethods(operation),
    ...malformedBodies(operation),
  ]);
}

function successes(operation: Operation): Case[] {
  const statuses = operation.responses
    .map(({ status }) => status)
    .filter((status) => status >= 200 && status < 300);
  const make = (what: string, request: CaseRequest) =>
    makeCase(operation, "success", `succeeds with ${what}`, request, { statuses });
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

function documentedExamples(operation: Operation): Case[] {
  return operation.responses.flatMap(({ status, media: types }) =>
    eachExample(types).map(({ media, example, label }) => {
      const request = requestOf(operation);
      const prefer = `code=${status}, example=${example.name}`;
      const header = { ...request.header, prefer, accept: media.type };
      return makeCase(
        operation,
        "documented example",
        `serves the ${status} ${label}`,
        { ...request, header },
        { statuses: [status], example: { type: media.type, value: example.value } },
      );
    }),
  );
}

function withoutKey(operation: Operation): Case[] {
  if (operation.keyHeaders.length === 0) return [];
  const request = { ...requestOf(operation), keyHeaders: [] };
  return [makeCase(operation, "without key", "refuses no key", request, refusal(operation, 401))];
}

function refusedParameters(contract: Contract, operation: Operation): Case[] {
  const make = (what: string, request: CaseRequest) =>
    makeCase(operation, "refused parameter", `refuses ${what}`, request, refusal(operation, 400));
  return operation.parameters.flatMap((parameter) => {
    const { name, in: where, required } = parameter;
    const label = `${where} ${name}`;
    const withValue = (value: unknown) => {
      const request = requestOf(operation);
      return { ...request, [where]: { ...request[where], [name]: value } };
    };
    return [
      ...refusedValues(contract, parameter).map(({ text, why }) =>
        make(`${label}=${shorten(text)}, ${why}`, withValue(text)),
      ),
      ...(where === "query" && refusesTwo(contract, parameter)
        ? [make(`${label} twice`, withValue([parameter.example, parameter.example]))]
        : []),
      ...(where === "path" || !required ? [] : [make(`a missing ${label}`, withValue(undefined))]),
    ];
  });
}

const refusesTwo = (contract: Contract, { schema, example }: Parameter): boolean =>
  !Array.isArray(example) && contract.violations(schema, [example, example]).length > 0;

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

function malformedBodies(operation: Operation): Case[] {
  return (operation.body?.media ?? [])
    .filter(({ json }) => json)
    .map(({ type }) => {
      const request = { ...requestOf(operation), body: { type, text: "{" } };
      const name = `refuses malformed ${type}`;
      return makeCase(operation, "malformed body", name, request, refusal(operation, 400));
    });
}

function makeCase(
  { operationId }: Operation,
  kind: Case["kind"],
  what: string,
  request: CaseRequest,
  expected: Expectation,
): Case {
  return { name: `${operationId} ${what}`, operationId, kind, request, expected };
}

/** That status, with a code that the contract lists for it, where it lists any. */
function refusal({ responses }: Operation, status: number): Expectation {
  const media = responses.find((response) => response.status === status)?.media ?? [];
  const codes = media.flatMap(({ schema }) => (schema ? listedValues(schema, codeOfError) : []));
  return { statuses: [status], codes };
}

interface Wanted {
  /** Default: the required ones. */
  readonly parameters?: readonly Parameter[];
  /** Default: the first example, where a body is required. */
  readonly body?: CaseRequest["body"];
  /** Leaves out a body that is not required. */
  readonly bare?: boolean;
}

/** A request that the contract allows, from its own examples. */
function requestOf(
  operation: Operation,
  { parameters, body, bare = false }: Wanted = {},
): CaseRequest {
  const sent = parameters ?? operation.parameters.filter(({ required }) => required);
  const group = (where: Parameter["in"]) =>
    Object.fromEntries(
      sent.filter((one) => one.in === where).map(({ name, example }) => [name, example]),
    );
  const [first] = bare ? [] : eachExample(operation.body?.media ?? []);
  return {
    method: operation.method,
    template: operation.path,
    path: group("path"),
    query: group("query"),
    header: group("header"),
    joined: operation.parameters.filter(({ explode }) => !explode).map(({ name }) => name),
    body: body ?? (first && bodyOf(first.media, first.example.value)),
    keyHeaders: operation.keyHeaders,
  };
}

const bodyOf = ({ type, json }: MediaType, value: unknown): NonNullable<CaseRequest["body"]> => ({
  type,
  text: json ? JSON.stringify(value) : String(value),
  value,
});

/** Every example of the media types; the label names the type where there is a choice. */
function eachExample(
  types: readonly MediaType[],
): { media: MediaType; example: NamedExample; label: string }[] {
  return types.flatMap((media) =>
    media.examples.map((example) => {
      const label = `example ${example.name}${types.length > 1 ? ` as ${media.type}` : ""}`;
      return { media, example, label };
    }),
  );
}

const shorten = (text: string): string =>
  text.length > 24 ? `"${text.slice(0, 12)}…" (${text.length} characters)` : `"${text}"`;
