import type { Credential, WireDefinition } from "../../packages/client/general/WireDefinition.ts";
import { isRecord } from "../isRecord.ts";
import { carryOperation, type CarriedOperation } from "./carryOperation.ts";
import { cleanSchemas } from "./cleanSchemas.ts";
import { directions } from "./directions.ts";
import type { Fault } from "./Fault.ts";
import { loopIn } from "./loopIn.ts";
import { givenOperations, nameFaults, renamedMethods } from "./givenOperations.ts";
import { type Json, mapValues } from "./parts.ts";
import { securityOf } from "./security.ts";
import { baseUrlOf } from "./servers.ts";
import { toOpenApi31 } from "../../spec/toOpenApi31.ts";
import { typedSchema } from "./typedSchemas.ts";

/** A contract in the form that this repository's generators take. */
export interface CarriedContract {
  /** For what judges values, and for the table of methods. */
  readonly document: Json;
  /** For types. */
  readonly typed: Json;
  readonly baseUrl: string;
  readonly credential: Credential | undefined;
  /** By METHOD and path. */
  readonly wire: Readonly<Record<string, WireDefinition>>;
  /** The operations that were left out, and why. */
  readonly omitted: readonly Fault[];
  /** Methods and types whose names are not the contract's own. */
  readonly renamed: readonly (readonly [given: string, name: string])[];
}

/**
 * Brings a contract into the form of ours, so that the generators get it right; what they would get
 * wrong is a fault.
 *
 * @param given A bundled OpenAPI document of 3.0 or 3.1.
 * @param taken Names that types must not have.
 * @param faults Gets all that is wrong with the contract.
 * @param partial Leaves operations out that have a fault, instead.
 */
export function carryContract(
  given: Json,
  taken: ReadonlySet<string>,
  faults: Fault[],
  partial = false,
): CarriedContract {
  const document = versionOf(given, faults).startsWith("3.0") ? toOpenApi31(given) : given;
  const schemaFaults: Fault[] = [];
  const cleaned = cleanSchemas(document, taken, schemaFaults);

  const omitted: Fault[] = [];
  /** What happens to an operation that has a fault. */
  const sort = (found: readonly Fault[]): void => void (partial ? omitted : faults).push(...found);
  const left = <Operation extends { readonly where: string }>(all: readonly Operation[]) =>
    all.filter(({ where }) => !omitted.some((fault) => fault.where === where));

  const operations = givenOperations(document);
  sort(nameFaults(operations));
  const securityFaults: Fault[] = [];
  const security = securityOf(document, left(operations), securityFaults);
  sort(securityFaults);

  const carried = left(operations).flatMap((operation): CarriedOperation[] => {
    const found: Fault[] = [];
    const secured = security.secured.has(operation.where);
    const header = secured ? security.credential?.header : undefined;
    const one = carryOperation(operation, document, cleaned.clean, header, found);
    found.push(...schemaFaults.filter(({ where }) => where === operation.where));
    sort(found);
    return found.length === 0 ? [one] : [];
  });
  if (operations.length === 0) {
    faults.push({ where: "paths", problem: "there is no operation. Add one." });
  } else if (carried.length === 0 && faults.length === 0) {
    faults.push({
      where: "paths",
      problem: "no operation is left. Look at what --partial left out.",
    });
  }
  faults.push(...schemaFaults.filter(({ where }) => where.startsWith("components")));

  const { directed, all } = directions(cleaned.schemas, taken);
  const paths: Record<string, Json> = {};
  for (const one of carried) {
    (paths[one.path] ??= {})[one.method] = one.inDirections(directed);
  }
  const schemas = all();
  for (const loop of loopIn(schemas)) faults.push(loop);
  const info = isRecord(document["info"]) ? document["info"] : {};
  const made = { openapi: "3.1.0", info, paths, components: { schemas } };
  return {
    document: made,
    // What is composed of itself would never come to an end.
    typed: faults.length > 0 ? {} : typedDocument(made),
    baseUrl: rootUrl(document, faults),
    credential: security.credential,
    wire: Object.fromEntries(
      carried.map(({ where, wire }) => [
        where,
        { ...wire, ...(security.secured.has(where) && { secured: true }) },
      ]),
    ),
    omitted,
    renamed: [
      ...renamedMethods(left(operations)),
      ...[...cleaned.names].filter(([original, name]) => original !== name),
    ],
  };
}

function versionOf({ openapi, swagger }: Json, faults: Fault[]): string {
  const version = JSON.stringify(openapi ?? swagger ?? "nothing").replaceAll('"', "");
  if (/^3\.[01](\.|$)/.test(version)) return version;
  const problem = `${version} is not OpenAPI 3.0 or 3.1. Convert the contract to 3.1 first.`;
  faults.push({ where: openapi === undefined ? "swagger" : "openapi", problem });
  return version;
}

function rootUrl({ servers }: Json, faults: Fault[]): string {
  try {
    return baseUrlOf(servers);
  } catch (error) {
    faults.push({ where: "servers", problem: error instanceof Error ? error.message : "" });
    return "";
  }
}

/** The document, whose schemas are as types say them. */
function typedDocument(document: Json): Json {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    return mapNode(node, (value, key) => (key === "schema" ? typed(value) : visit(value)));
  };
  const typed = (schema: unknown): unknown => typedSchema(schema, document);
  const { components, paths, ...others } = document;
  const schemas = isRecord(components) ? components["schemas"] : undefined;
  return { ...others, paths: visit(paths), components: { schemas: mapValues(schemas, typed) } };
}

const mapNode = (node: unknown, change: (value: unknown, key: string) => unknown): unknown =>
  isRecord(node) ? mapValues(node, change) : node;
