import { tablesOf } from "../scripts/generateFrom/packageFrom.ts";

export const ok = { description: "It." };
export const json = (schema: unknown): object => ({ content: { "application/json": { schema } } });
export const answer = (schema: unknown): object => ({
  responses: { 200: { ...ok, ...json(schema) } },
});

/** A document with some paths, and whatever else is given. */
export const contract = (paths: object, more: object = {}): Record<string, unknown> => ({
  openapi: "3.1.0",
  info: { title: "Any", version: "1" },
  servers: [{ url: "https://any.example" }],
  paths,
  ...more,
});

/** A contract of one operation, `GET /x` unless another method or path is named. */
export const one = (operation: object, { method = "get", path = "/x", ...more } = {}) =>
  contract({ [path]: { [method]: { ...answer({}), ...operation } } }, more);

/** What is said of a document. */
export async function refusal(document: object, partial = false): Promise<string> {
  const made = tablesOf({ ...document }, partial);
  return made.then(
    () => "nothing is wrong",
    (error: unknown) => String(error),
  );
}
