import * as fc from "fast-check";
import type { Contract, MediaType, Operation, Parameter } from "../contract/Contract.ts";
import { textOf } from "../contract/textOf.ts";
import { bodyVariants } from "./bodyVariants.ts";
import { candidates } from "./candidates.ts";
import type { CaseRequest } from "./Case.ts";
import { refusesText, schemaOfText } from "./expectations.ts";
import { bodyOf, requestOf, withParameter } from "./requestOf.ts";
import { valueArbitrary } from "./valueArbitrary.ts";

/** Which of the known ids. */
const anyId = fc.nat({ max: 999 });

const nothing = fc.constant(undefined);

/** Requests that the schemas of an operation allow; most of them are about known ids. */
export function allowedRequest(
  contract: Contract,
  operation: Operation,
): fc.Arbitrary<CaseRequest> {
  const group = (where: Parameter["in"]) => {
    const own = operation.parameters.filter((parameter) => parameter.in === where);
    const requiredKeys = own.filter(({ required }) => required).map(({ name }) => name);
    const texts = Object.fromEntries(own.map((one) => [one.name, allowedText(contract, one)]));
    return fc.record(texts, { requiredKeys, noNullPrototype: true });
  };
  const bodies = (operation.body?.media ?? []).map((media) => allowedBody(contract, media));
  const bare = requestOf(operation, { bare: true });
  const known = { weight: 7, arbitrary: nothing };
  return fc
    .record({
      path:
        bare.free.length === 0 ? nothing : fc.oneof(known, { weight: 1, arbitrary: group("path") }),
      query: group("query"),
      header: group("header"),
      body: fc.oneof(...bodies, ...(operation.body?.required === true ? [] : [nothing])),
      pick: anyId,
    })
    .map(({ path, ...others }) => ({ ...bare, ...others, ...(path && { path, free: [] }) }));
}

/**
 * Requests that the schemas of an operation forbid for one reason; undefined when there is nothing
 * in one that could be forbidden.
 */
export function forbiddenRequest(
  contract: Contract,
  operation: Operation,
): fc.Arbitrary<CaseRequest> | undefined {
  const base = allowedRequest(contract, operation);
  const breaks = [
    ...operation.parameters.flatMap((parameter) => {
      const texts = forbiddenText(contract, parameter);
      return texts === undefined
        ? []
        : [fc.tuple(base, texts).map(([one, text]) => withParameter(one, parameter, text))];
    }),
    ...(operation.body?.media ?? []).flatMap((media) => {
      const bodies = forbiddenBody(contract, media);
      const broken = bodies && fc.tuple(base, bodies).map(([one, body]) => ({ ...one, body }));
      // A body has more that can be wrong with it than a parameter.
      return broken === undefined ? [] : [broken, broken, broken];
    }),
  ];
  return breaks.length === 0 ? undefined : fc.oneof(...breaks);
}

/** Texts of a path cannot be `.` or `..`, which mean another path. */
function allowedText(contract: Contract, parameter: Parameter): fc.Arbitrary<string> {
  const schema = schemaOfText(parameter);
  return valueArbitrary(schema)
    .filter((value) => contract.violations(schema, value).length === 0)
    .map(String)
    .filter((text) => sendable(parameter, text));
}

function forbiddenText(contract: Contract, parameter: Parameter): fc.Arbitrary<string> | undefined {
  const { example } = parameter;
  const sample: unknown = Array.isArray(example) ? example[0] : example;
  const isForbidden = (text: string) =>
    sendable(parameter, text) && refusesText(contract, parameter, text);
  const known = candidates(schemaOfText(parameter), sample)
    .flatMap(({ value }) => textOf(value) ?? [])
    .filter(isForbidden);
  if (known.length === 0) return undefined;
  const numbers = fc.oneof(fc.integer(), fc.double()).map(String);
  return fc.oneof(
    fc.constantFrom(...known),
    // Where next to everything is allowed, a random text is hardly ever forbidden.
    ...(isForbidden("no such text") ? [fc.oneof(fc.string(), numbers).filter(isForbidden)] : []),
  );
}

function sendable({ in: where }: Parameter, text: string): boolean {
  if (where === "path") return !["", ".", ".."].includes(text);
  return where === "query" || /^[!-~](?:[ -~]*[!-~])?$/.test(text);
}

const allowedBody = (contract: Contract, media: MediaType) => {
  const { schema } = media;
  const values = schema === undefined ? fc.constantFrom(...given(media)) : valueArbitrary(schema);
  return values
    .filter((value) => schema === undefined || contract.violations(schema, value).length === 0)
    .map((value) => bodyOf(media, value));
};

function forbiddenBody(contract: Contract, media: MediaType) {
  const { schema, json } = media;
  if (schema === undefined || !json) return undefined;
  const isForbidden = (value: unknown) => contract.violations(schema, value).length > 0;
  const changed = fc
    .tuple(valueArbitrary(schema), fc.nat({ max: 9_999 }))
    .map(([value, index]) => {
      const variants = [...bodyVariants(schema, value)];
      return variants[index % variants.length]?.value;
    })
    .filter((value) => value !== undefined && isForbidden(value));
  const random = isForbidden("no such body") ? [fc.jsonValue().filter(isForbidden)] : [];
  const bodies = fc.oneof(
    { weight: 4, arbitrary: changed },
    ...random.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
  return bodies.map((value) => bodyOf(media, value));
}

const given = ({ examples }: MediaType): unknown[] => examples.map(({ value }) => value);
