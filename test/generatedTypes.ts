import { tablesOf } from "../scripts/generateFrom/packageFrom.ts";

/** Responses with a success of some schema. */
export const ok = (schema: unknown): object => ({
  200: { description: "It.", content: { "application/json": { schema } } },
});
export const text = { type: "string" };
export const number = { type: "number" };
/** A reference to a schema of some name. */
export const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** What is made of an operation that takes and answers an `A`, which stands beside other schemas. */
export async function made(schemas: object, openapi = "3.1.0") {
  const requestBody = { required: true, content: { "application/json": { schema: ref("A") } } };
  return tablesOf({
    openapi,
    info: { title: "Any", version: "1" },
    paths: {
      "/x": { post: { operationId: "x", requestBody, responses: ok(ref("A")) } },
    },
    components: { schemas },
  });
}

/** The types of the schemas, each without its comments and in one line. */
export async function typesOf(schemas: object, openapi?: string): Promise<Record<string, string>> {
  const { tables } = await made(schemas, openapi);
  const source = (tables.get("types.gen.ts") ?? "").replaceAll(/\/\*\*[^]*?\*\//g, "");
  const [, ...declarations] = source.split(/^export type /m);
  return Object.fromEntries(
    declarations.map((declaration) => {
      const [name = "", ...type] = declaration.split(" = ");
      return [name, type.join(" = ").trim().replace(/;$/, "").replaceAll(/\s+/g, " ")];
    }),
  );
}
