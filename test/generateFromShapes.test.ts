import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeneratedPackage, generatedPackage } from "./generatedPackage.ts";

const contracts = fileURLToPath(new URL("contracts/", import.meta.url));

describe("shapes and trees that contain themselves, with a key in a header", () => {
  let made: GeneratedPackage;
  beforeAll(async () => {
    const usage = `
      import type { Anything, Client, Dog, Shape, Tree } from "./index.ts";
      export async function use(client: Client): Promise<void> {
        const shapes: Shape[] = await client.listShapes();
        for (const shape of shapes) {
          if (shape.kind === "round") void (shape.radius satisfies number);
          else if (shape.kind === "group") void (shape.members satisfies Shape[]);
          else void (shape.kind satisfies "Square");
        }
        await client.replaceShapes({ body: [{ kind: "group", members: [{ kind: "round", radius: 1 }] }] });
        // @ts-expect-error -- no shape is of this kind
        await client.replaceShapes({ body: [{ kind: "Circle", radius: 1 }] });
        const tree: Tree = await client.getTree({ path: { name: "oak" } });
        void (tree.root.children?.[0]?.children?.[0]?.value satisfies Anything | undefined);
        const dog: Dog = await client.addDog({
          body: { name: "Rex", legs: 4, breed: null, place: [1, 2], sizes: [[1], [2]] },
        });
        void (dog.name satisfies string);
        void (dog.sizes satisfies number[][] | undefined);
        // @ts-expect-error -- a mammal has legs
        await client.addDog({ body: { name: "Rex" } });
        // @ts-expect-error -- a dog has a name
        await client.addDog({ body: { legs: 4 } });
      }`;
    made = await generatedPackage(join(contracts, "deep.yaml"), usage, { apiKey: "shape-key" });
  });
  afterAll(() => made?.remove());

  it("answers with what contains itself, and sends the key in the header of the contract", async () => {
    expect(await made.ask("listShapes")).toMatchObject([
      { kind: "round" },
      { kind: "Square" },
      { kind: "group", members: [{ kind: "group", members: [] }] },
    ]);
    expect(made.sent().headers.get("x-shape-key")).toBe("shape-key");
    expect(made.sent().headers.has("authorization")).toBe(false);
    expect(await made.ask("getTree", { path: { name: "oak" } })).toMatchObject({ note: "old" });
  });

  it("takes what is documented for every status for the answer of success, where there is no other", async () => {
    const body = { name: "Rex", legs: 4, breed: "collie" };
    expect(await made.ask("addDog", { body })).toMatchObject({ name: "Rex", breed: null });
  });

  it("judges a union by the property that tells its branches apart, however alike they are", async () => {
    const validators = await made.exported("validate", "validators");
    const guard = await made.call("validate", "validate", { validators });
    const replaced = async (): Promise<Response> => new Response(null, { status: 204 });
    const replace = (...shapes: object[]): Promise<unknown> =>
      made.ask("replaceShapes", { body: shapes }, { middleware: [guard], fetch: replaced });
    await expect(replace({ kind: "Square", radius: 1, side: 2 })).resolves.toBeUndefined();
    await expect(replace({ kind: "group", members: [{ kind: "cube" }] })).rejects.toThrow("/kind");
  });
});
