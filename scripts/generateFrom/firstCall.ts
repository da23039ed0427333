import { schemaReader } from "../../packages/client/generator/schemaReader.ts";
import { isRecord } from "../isRecord.ts";
import type { CarriedContract } from "./carryContract.ts";
import { entriesOf, type Json, listOf } from "./parts.ts";
import type { Naming } from "./runtime.ts";

/** A program with a call that fits the contract: the simplest, of those that change nothing. */
export function firstCall(contract: CarriedContract, { name }: Naming): string {
  const { document, baseUrl, credential } = contract;
  const operations = entriesOf(document["paths"]).flatMap(([, item]) => entriesOf(item));
  const calls = operations.flatMap(([method, operation]) =>
    isRecord(operation)
      ? [{ id: String(operation["operationId"]), method, request: requestOf(operation, document) }]
      : [],
  );
  const [call] = calls.toSorted(
    (one, other) =>
      Number(one.method !== "get") - Number(other.method !== "get") ||
      one.request.length - other.request.length,
  );
  const options = [
    ...(credential?.required === true ? [`apiKey: "..."`] : []),
    ...(baseUrl === "" ? [`baseUrl: "https://api.example.com"`] : []),
    ...(baseUrl.startsWith("http:") ? [`dangerouslyAllowHttp: true`] : []),
  ].join(", ");
  return (
    `import { createClient } from ${JSON.stringify(name)};\n\n` +
    `const client = createClient(${options && `{ ${options} }`});\n` +
    `console.log(await client.${call?.id ?? ""}(${call?.request ?? ""}));\n`
  );
}

/** What an operation cannot do without, as TypeScript; "" when it can do without anything. */
function requestOf(operation: Json, document: Json): string {
  const { sample } = schemaReader(document);
  const request: Record<string, Json> = {};
  for (const parameter of listOf(operation["parameters"]).filter(isRecord)) {
    if (parameter["required"] !== true) continue;
    const place = String(parameter["in"]);
    const value = sample(parameter["schema"]);
    request[place] = { ...request[place], [String(parameter["name"])]: value };
  }
  const { required, content } = isRecord(operation["requestBody"]) ? operation["requestBody"] : {};
  const [media] = entriesOf(content).map(([, one]) => one);
  const body = required === true && isRecord(media) && { body: sample(media["schema"]) };
  const all = { ...request, ...body };
  return Object.keys(all).length === 0 ? "" : JSON.stringify(all);
}
