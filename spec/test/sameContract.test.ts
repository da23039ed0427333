import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFromString, createConfig } from "@redocly/openapi-core";
import { assert, asyncProperty, integer } from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRecord } from "../../scripts/isRecord.ts";
import { diffContracts } from "../diff/diffContracts.ts";
import { resolve } from "../diff/resolve.ts";
import { BASE } from "./pairs/base.ts";

/** How many drawn forms of a contract are compared with it: each takes a process. */
const numRuns = 4;

const ours: unknown = JSON.parse(
  await readFile(new URL("../dist/openapi.json", import.meta.url), "utf8"),
);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ev-charger-same-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function differences(before: unknown, after: unknown): Promise<readonly unknown[]> {
  const files = [join(folder, "before.json"), join(folder, "after.json")] as const;
  await writeFile(files[0], JSON.stringify(before));
  await writeFile(files[1], JSON.stringify(after));
  return (await diffContracts(...files)).changes;
}

/** Yes or no, drawn from a seed. */
function drawFrom(seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state < 0;
  };
}

/** The same with the keys of its objects, and the items of its sets, in another order. */
function reordered(node: unknown, draw: () => boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => reordered(item, draw));
  if (!isRecord(node)) return node;
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => {
    const isSet = ["required", "enum", "parameters"].includes(key) && Array.isArray(value);
    return [key, reordered(isSet && draw() ? value.toReversed() : value, draw)];
  });
  return Object.fromEntries(
    draw() ? entries.toReversed() : [...entries.slice(1), ...entries.slice(0, 1)],
  );
}

/** The same with some of its references replaced by what they lead to. */
function inlined(node: unknown, document: unknown, draw: () => boolean, above: string[]): unknown {
  if (Array.isArray(node)) return node.map((item) => inlined(item, document, draw, above));
  if (!isRecord(node)) return node;
  const { $ref: pointer, ...beside } = node;
  if (typeof pointer === "string" && isRecord(document)) {
    // What tells kinds apart goes by the names of the schemas.
    if (above.includes(pointer) || !draw()) return node;
    const target = inlined(resolve(node, document), document, draw, [...above, pointer]);
    return isRecord(target) ? { ...target, ...beside } : target;
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, inlined(value, document, draw, above)]),
  );
}

/** The same with what all operations of a path need said once, and the other way round. */
function moved(document: unknown, draw: () => boolean): unknown {
  if (!isRecord(document) || !isRecord(document["paths"])) return document;
  const { security, servers } = document;
  const paths = Object.entries(document["paths"]).map(([path, item]): [string, unknown] => {
    const { parameters: shared, ...operations } = isRecord(item) ? item : {};
    const each = Object.entries(operations).map(([method, operation]): [string, unknown] => {
      if (!isRecord(operation)) return [method, operation];
      const own = listOf(operation["parameters"]);
      return [
        method,
        {
          ...(draw() && { security }),
          ...(draw() && { servers }),
          ...operation,
          parameters: [...listOf(shared), ...own],
        },
      ];
    });
    const [only, more] = each;
    if (only === undefined || more !== undefined || !isRecord(only[1]) || !draw()) {
      return [path, Object.fromEntries(each)];
    }
    const { parameters, ...operation } = only[1];
    return [path, { parameters, servers, [only[0]]: operation }];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

async function rebundled(document: unknown): Promise<unknown> {
  const config = await createConfig({});
  const source = JSON.stringify(document);
  const { bundle } = await bundleFromString({ source, config, dereference: false });
  return bundle.parsed;
}

describe.each([
  ["our contract", ours],
  ["the contract of the pairs", BASE],
])("%s", (_name, contract) => {
  it("is no other than itself", async () => {
    expect(await differences(contract, contract)).toEqual([]);
  });

  it("is no other in another order", async () => {
    await assert(
      asyncProperty(integer(), async (seed) => {
        expect(await differences(contract, reordered(contract, drawFrom(seed)))).toEqual([]);
      }),
      { numRuns },
    );
  });

  it("is no other when bundled again", async () => {
    expect(await differences(contract, await rebundled(contract))).toEqual([]);
  });

  it("is no other with parts of it written in place, in either direction", async () => {
    await assert(
      asyncProperty(integer(), async (seed) => {
        const other = inlined(contract, contract, drawFrom(seed), []);
        expect(await differences(contract, other)).toEqual([]);
        expect(await differences(other, contract)).toEqual([]);
      }),
      { numRuns },
    );
  });

  it("is no other where parameters, servers and credentials are said elsewhere, in either direction", async () => {
    await assert(
      asyncProperty(integer(), async (seed) => {
        const other = moved(contract, drawFrom(seed));
        expect(await differences(contract, other)).toEqual([]);
        expect(await differences(other, contract)).toEqual([]);
      }),
      { numRuns },
    );
  });
});
