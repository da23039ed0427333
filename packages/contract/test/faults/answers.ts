import { at } from "../../src/contract/pointer.ts";
import { isSuccess } from "../../src/contract/conventions.ts";
import { loadContract } from "../../src/index.ts";
import { changed } from "./changed.ts";
import type { Asked, Served } from "./Fault.ts";

const contract = await loadContract();

/** What the contract documents for a status of an operation: its first example. */
export function documented(operationId: string, status: number): Served {
  const operation = contract.operations.find((one) => one.operationId === operationId);
  const response = operation?.responses.find((one) => one.status === status);
  const [media] = response?.media ?? [];
  const [example] = media?.examples ?? [];
  if (media === undefined || example === undefined) {
    throw new Error(`The contract has no example of a ${status} of ${operationId}.`);
  }
  const headers = { "content-type": media.type };
  return { status, headers, body: JSON.stringify(example.value) };
}

/** The parsed body. */
const jsonOf = ({ body }: Pick<Served, "body">): unknown =>
  body === "" ? undefined : JSON.parse(body);

/** What the body has in a place, given by its JSON Pointer. */
export const said = (served: Pick<Served, "body">, pointer: string): unknown =>
  at(jsonOf(served), pointer);

/** The answer with another value in a place of its body (see `changed`). */
export const saying = (
  served: Served,
  pointer: string,
  change: (old: unknown) => unknown,
): Served => ({ ...served, body: JSON.stringify(changed(jsonOf(served), pointer, change)) });

export const withHeader = (served: Served, name: string, value: string | undefined): Served => {
  const { [name]: _, ...others } = served.headers;
  return { ...served, headers: value === undefined ? others : { ...others, [name]: value } };
};

export const succeeded = ({ status }: Served): boolean => isSuccess(status);

/** Whether it is a success of that operation. */
export const isGood = (served: Served, asked: Asked, operationId: string): boolean =>
  asked.operationId === operationId && succeeded(served);

/** Whether it is a page of a list. */
export const isPage = (served: Served, { operationId }: Asked): boolean =>
  (operationId === "listEvChargers" || operationId === "listActions") && succeeded(served);

/** The number that a query parameter has, or what its absence stands for. */
export const numberIn = ({ query }: Asked, name: "limit" | "offset"): number =>
  Number(query.get(name) ?? { limit: 10, offset: 0 }[name]);

/** The request with another value of a query parameter; undefined takes it out. */
export function asking(asked: Asked, name: string, value: string | undefined): Asked {
  const query = new URLSearchParams(asked.query);
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  const [path] = asked.url.split("?");
  return { ...asked, query, url: query.size === 0 ? `${path}` : `${path}?${query.toString()}` };
}

/** True the given time that it is asked, and only then. */
export function onlyTheTime(wanted: number): () => boolean {
  let times = 0;
  return () => {
    times += 1;
    return times === wanted;
  };
}
