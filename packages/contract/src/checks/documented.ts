import type { Contract, DocumentedHeader } from "../contract/Contract.ts";
import { essence, isJson } from "../contract/mediaType.ts";
import type { Problem } from "../contract/Problem.ts";
import { readings } from "../contract/readings.ts";
import type { Check, Exchange } from "./Check.ts";

export const documentedStatus: Check = {
  name: "documented status",
  what: "The status is one that the contract documents for the operation.",
  judge: ({ operation, response, answer: { status } }) =>
    response === undefined
      ? [
          {
            message: `the status ${status} is not documented`,
            pointer: `${operation.pointer}/responses`,
          },
        ]
      : [],
};

export const documentedContentType: Check = {
  name: "documented content type",
  what: "The content type is one that the contract documents for the status; no body where none is.",
  judge: ({ response, answer: { headers, body } }) => {
    if (response === undefined) return undefined;
    const { media, pointer } = response;
    if (media.length === 0) {
      return body === "" ? [] : [{ message: "no body is documented", pointer }];
    }
    const type = essence(headers.get("content-type"));
    if (media.some((documented) => documented.type === type)) return [];
    const message = `the content type ${type || "(none)"} is not documented`;
    return [{ message, pointer: `${pointer}/content` }];
  },
};

export const documentedHeaders: Check = {
  name: "documented headers",
  what: "Required headers are there, and documented ones have values that their schemas allow.",
  judge: ({ contract, response, answer }) =>
    response === undefined || response.headers.length === 0
      ? undefined
      : response.headers.flatMap((header) => problemsOfHeader(contract, header, answer.headers)),
};

function problemsOfHeader(
  contract: Contract,
  { name, required, pointer, schema }: DocumentedHeader,
  headers: Headers,
): readonly Problem[] {
  const value = headers.get(name);
  if (value === null) {
    return required ? [{ message: `the header ${name} is missing`, pointer }] : [];
  }
  if (schema === undefined) return [];
  const found = readings(value).map((reading) => contract.violations(schema, reading));
  if (found.some((violations) => violations.length === 0)) return [];
  const [first = []] = found;
  return first.map((problem) => ({
    ...problem,
    message: `the header ${name}: ${problem.message}`,
  }));
}

export const documentedBody: Check = {
  name: "documented body",
  what: "The body is valid by the schema of its status, formats too.",
  judge: ({ contract, response, answer: { headers, body }, json }) => {
    const type = essence(headers.get("content-type"));
    const media = response?.media.find((documented) => documented.type === type);
    if (response === undefined || media === undefined) return undefined;
    if (isJson(type) && json === undefined) {
      return [{ message: "the body is not JSON", pointer: `${response.pointer}/content` }];
    }
    return media.schema === undefined
      ? []
      : contract
          .violations(media.schema, media.json ? json : body)
          .map((problem) => ({ ...problem, message: `the body: ${problem.message}` }));
  },
};

/** A parsed body; undefined when it is not of a JSON media type, or no JSON. */
export function parsed({ headers, body }: Exchange["answer"]): unknown {
  if (!isJson(essence(headers.get("content-type")))) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    // `documentedBody` reports it.
    return undefined;
  }
}
