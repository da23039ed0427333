import * as fc from "fast-check";
import type { Contract, MediaType, Operation, Parameter } from "../contract/Contract.ts";
import { isObject } from "../contract/Place.ts";
import { sampleOf } from "../contract/sampleOf.ts";
import { textOf } from "../contract/textOf.ts";
import { bodyVariants } from "./bodyVariants.ts";
import { candidates } from "./candidates.ts";
import type { CaseRequest } from "./Case.ts";
import { allowsValue, refusesText, sampleText, schemaOfText } from "./expectations.ts";
import { onlyAllowed } from "./onlyAllowed.ts";
import { bodyOf, requestOf, withParameter } from "./requestOf.ts";
import { sendable } from "./sendable.ts";
import { valueArbitrary } from "./valueArbitrary.ts";

/** Which of the known ids. */
const anyId = fc.nat({ max: 999 });

const nothing = fc.constant(undefined);

/** What is made of an operation once: it takes a while. */
function perOperation<Made>(make: (contract: Contract, operation: Operation) => Made) {
  const made = new WeakMap<Contract, Map<Operation, { readonly value: Made }>>();
  return (contract: Contract, operation: Operation): Made => {
    const own = made.get(contract) ?? new Map<Operation, { readonly value: Made }>();
    made.set(contract, own);
    const { value } = own.get(operation) ?? { value: make(contract, operation) };
    own.set(operation, { value });
    return value;
  };
}

/** Requests that the schemas of an operation allow; most of them are about known ids. */
export const allowedRequest = perOperation(makeAllowed);

/**
 * Requests that the schemas of an operation forbid for one reason; undefined when there is nothing
 * in one that could be forbidden.
 */
export const forbiddenRequest = perOperation(makeForbidden);

function makeAllowed(contract: Contract, operation: Operation): fc.Arbitrary<CaseRequest> {
  const group = (where: Parameter["in"]) => {
    const own = operation.parameters.filter((parameter) => parameter.in === where);
    const requiredKeys = own.filter(({ required }) => required).map(({ name }) => name);
    const values = Object.fromEntries(own.map((one) => [one.name, allowedText(contract, one)]));
    return fc.record<Record<string, unknown>, string>(values, {
      requiredKeys,
      noNullPrototype: true,
    });
  };
  const bodies = (operation.body?.media ?? []).flatMap(
    (media) => allowedBody(contract, media) ?? [],
  );
  const bare = requestOf(operation, { bare: true });
  const documented = fc.constant(requestOf(operation).body);
  const known = { weight: 7, arbitrary: nothing };
  return fc
    .record({
      path:
        bare.free.length === 0 ? nothing : fc.oneof(known, { weight: 1, arbitrary: group("path") }),
      query: group("query"),
      header: group("header"),
      body: fc.oneof(
        ...bodies,
        ...(operation.body?.required === true ? [] : [nothing]),
        ...(operation.body?.required === true && bodies.length === 0 ? [documented] : []),
      ),
      pick: anyId,
    })
    .map(({ path, ...others }) => ({ ...bare, ...others, ...(path && { path, free: [] }) }));
}

function makeForbidden(
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

/** What it means to send an empty text, the schema leaves open. */
function allowedText(contract: Contract, parameter: Parameter): fc.Arbitrary<unknown> {
  const schema = schemaOfText(parameter);
  const isAllowed = (value: unknown) => {
    const text = textOf(value) ?? "";
    const isSent = text !== "" && sendable(parameter, text);
    return isSent && allowsValue(contract, parameter, value);
  };
  const known = candidates(schema, sampleText(parameter)).map(({ value }) => value);
  const values = onlyAllowed(valueArbitrary(schema), isAllowed, [sampleText(parameter), ...known]);
  return values?.map(textOf) ?? fc.constant(parameter.example);
}

function forbiddenText(contract: Contract, parameter: Parameter): fc.Arbitrary<string> | undefined {
  const isForbidden = (text: string) =>
    sendable(parameter, text) && refusesText(contract, parameter, text);
  const known = candidates(schemaOfText(parameter), sampleText(parameter))
    .flatMap(({ value }) => textOf(value) ?? [])
    .filter(isForbidden);
  const numbers = fc.oneof(fc.integer(), fc.double()).map(String);
  const random = onlyAllowed(fc.oneof(fc.string(), numbers), isForbidden, known);
  const arbitraries = [...(known.length === 0 ? [] : [fc.constantFrom(...known)]), random ?? []];
  const [first, ...others] = arbitraries.flat();
  return first && fc.oneof(first, ...others);
}

function allowedBody(contract: Contract, media: MediaType) {
  const { schema, json, examples } = media;
  const given: readonly unknown[] = examples.map(({ value }) => value);
  if (schema === undefined || !json) {
    return given.length === 0
      ? undefined
      : fc.constantFrom(...given).map((value) => bodyOf(media, value));
  }
  const isAllowed = (value: unknown) => contract.violations(schema, value).length === 0;
  const drawn = valueArbitrary(schema);
  const near = given.length === 0 ? [] : [{ weight: 2, arbitrary: nearExample(given, drawn) }];
  const values = fc.oneof(...near, { weight: 1, arbitrary: drawn });
  return onlyAllowed(values, isAllowed, [...given, sampleOf(schema)])?.map((value) =>
    bodyOf(media, value),
  );
}

/** Of what is drawn, a server declines a lot; what is documented, or nearly, goes further. */
const nearExample = (
  examples: readonly unknown[],
  drawn: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...examples), drawn, fc.nat({ max: 999 }))
    .map(([example, other, index]) => {
      if (!isObject(example) || !isObject(other)) return example;
      const entries = Object.entries(other);
      const entry = entries[index % (entries.length + 1)];
      return entry === undefined ? example : { ...example, [entry[0]]: entry[1] };
    });

function forbiddenBody(contract: Contract, media: MediaType) {
  const { schema, json, examples } = media;
  if (schema === undefined || !json) return undefined;
  const isForbidden = (value: unknown) =>
    value !== undefined && contract.violations(schema, value).length > 0;
  const changed = fc.tuple(valueArbitrary(schema), fc.nat({ max: 9_999 })).map(([value, index]) => {
    const variants = [...bodyVariants(schema, value)];
    return variants[index % variants.length]?.value;
  });
  const values = fc.oneof(
    { weight: 4, arbitrary: changed },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
  const known = [...bodyVariants(schema, examples[0]?.value)].map(({ value }) => value);
  return onlyAllowed(values, isForbidden, known)?.map((value) => bodyOf(media, value));
}
