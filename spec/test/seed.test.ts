import { expect, test } from "vitest";
import { at, bundled, object, readJson, validator } from "./bundle.ts";

const seed = readJson(new URL("fixtures/list-ev-charger-devices.json", import.meta.url));
const examples = at(bundled, "components", "examples");

test("the vendor's two-charger response is the first example of listEvChargers, value for value", () => {
  const media = at(
    bundled,
    "components",
    "responses",
    "EvChargerList",
    "content",
    "application/json",
  );
  const [first] = Object.values(object(at(media, "examples")));
  expect(first).toEqual({ $ref: "#/components/examples/TwoChargers" });
  expect(at(examples, "TwoChargers", "value")).toEqual(seed);
});

test("the vendor's response validates against the schema", () => {
  const validate = validator("EvChargerListResponse");
  expect(validate(seed), JSON.stringify(validate.errors)).toBe(true);
});

test("the vendor's request can be read from the contract: address, path, header and key", () => {
  const operation = at(bundled, "paths", "/ev-charger", "get");
  expect(at(operation, "operationId")).toBe("listEvChargers");
  expect(at(bundled, "servers")).toMatchObject([{ url: "https://api.amps.ai" }]);
  expect(at(bundled, "components", "securitySchemes", "ApiKey")).toMatchObject({
    in: "header",
    name: "x-api-key",
    "x-example": "amps_sk_test_xxxxxxxxxxxxxxxxxxxxxxxx",
  });
});

test.each([
  ["userId", "user_abc123", { type: "string" }],
  ["offset", 0, { default: 0 }],
  ["limit", 10, { minimum: 1, maximum: 50, default: 10 }],
])("the vendor's query parameter %s is there with its example", (name, example, schema) => {
  const parameter = object(at(bundled, "components", "parameters", name));
  expect(parameter).toMatchObject({ name, in: "query", example });
  const inline = object(parameter["schema"]);
  const ref = inline["$ref"];
  const resolved = typeof ref === "string" ? at(bundled, ...ref.split("/").slice(1)) : inline;
  expect(resolved).toMatchObject(schema);
});
