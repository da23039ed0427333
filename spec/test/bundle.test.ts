import { readFile, rm, stat } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { bundleSpec } from "../bundleSpec.ts";
import { at, bundled, object } from "./bundle.ts";
import { copySpec } from "./copySpec.ts";

let folder: string;
beforeAll(async () => {
  folder = await copySpec();
});
afterAll(() => rm(folder, { recursive: true }));

test("the YAML and the JSON bundle have the same content, also for a YAML 1.1 parser", async () => {
  const yaml = await readFile(new URL("../dist/openapi.yaml", import.meta.url), "utf8");
  expect(parse(yaml)).toEqual(bundled);
  expect(parse(yaml, { version: "1.1" })).toEqual(bundled);
});

test("bundling twice gives the same bytes, and leaves the files of the first run alone", async () => {
  const first = await bundleSpec(folder);
  const files = [first.json, first.yaml];
  const before = await Promise.all(files.map((file) => readFile(file)));
  const written = await Promise.all(files.map((file) => stat(file)));
  const second = await bundleSpec(folder);
  expect(first.changed).toBe(true);
  expect(second.changed).toBe(false);
  expect(await Promise.all(files.map((file) => readFile(file)))).toEqual(before);
  expect(
    (await Promise.all(files.map((file) => stat(file)))).map(({ mtimeMs }) => mtimeMs),
  ).toEqual(written.map(({ mtimeMs }) => mtimeMs));
});

test("the bundle stands alone: every reference points into it", () => {
  const refs = JSON.stringify(bundled).match(/"\$ref":"[^"]+"/g) ?? [];
  expect(refs.length).toBeGreaterThan(100);
  expect(refs.filter((ref) => !ref.startsWith('"$ref":"#/components/'))).toEqual([]);
});

test("components are in alphabetical order", () => {
  for (const map of Object.values(object(at(bundled, "components")))) {
    const names = Object.keys(object(map));
    expect(names).toEqual(names.toSorted());
  }
});

test("the seven operations that the vendor documents are there", () => {
  const found = Object.entries(object(at(bundled, "paths"))).flatMap(([path, item]) =>
    Object.entries(object(item))
      .filter(([method]) => method !== "parameters")
      .map(
        ([method, operation]) =>
          `${String(at(operation, "operationId"))} ${method.toUpperCase()} ${path}`,
      ),
  );
  expect(found).toEqual(
    expect.arrayContaining([
      "cancelAction POST /actions/{actionId}/cancel",
      "getAction GET /actions/{actionId}",
      "getEvCharger GET /ev-charger/{deviceId}",
      "listActions GET /actions",
      "listEvChargers GET /ev-charger",
      "pushEvChargerAction POST /ev-charger/{deviceId}",
      "updateEvChargerSettings POST /ev-charger/{deviceId}/settings",
    ]),
  );
});
