import type { MediaType, NamedExample, Operation, Parameter } from "../contract/Contract.ts";
import type { CaseRequest } from "./Case.ts";

export interface Wanted {
  /** Default: the required ones. */
  readonly parameters?: readonly Parameter[];
  /** Default: the first example, where a body is required. */
  readonly body?: CaseRequest["body"];
  /** Leaves out a body that is not required. */
  readonly bare?: boolean;
}

/** A request that the contract allows, from its own examples. */
export function requestOf(
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
    free: operation.parameters.filter((one) => one.in === "path").map(({ name }) => name),
    joined: operation.parameters.filter(({ explode }) => !explode).map(({ name }) => name),
    body: body ?? (first && bodyOf(first.media, first.example.value)),
    keyHeaders: operation.keyHeaders,
  };
}

/** The request with another value of a parameter; undefined leaves it out. */
export const withParameter = (
  request: CaseRequest,
  { name, in: where }: Pick<Parameter, "name" | "in">,
  value: unknown,
): CaseRequest => ({
  ...request,
  [where]: { ...request[where], [name]: value },
  free: where === "path" ? request.free.filter((one) => one !== name) : request.free,
});

/** What JSON has no word for, such as -0, is not what the body says. */
export function bodyOf(
  { type, json }: MediaType,
  value: unknown,
): NonNullable<CaseRequest["body"]> {
  if (!json) return { type, text: String(value), value };
  const text = JSON.stringify(value);
  const said: unknown = JSON.parse(text);
  return { type, text, value: said };
}

/** Every example of the media types; the label names the type where there is a choice. */
export function eachExample(
  types: readonly MediaType[],
): { media: MediaType; example: NamedExample; label: string }[] {
  return types.flatMap((media) =>
    media.examples.map((example) => {
      const label = `example ${example.name}${types.length > 1 ? ` as ${media.type}` : ""}`;
      return { media, example, label };
    }),
  );
}
