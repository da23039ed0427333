import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { at, bundled, object } from "./bundle.ts";

const follow = (node: unknown): unknown => {
  const ref = object(node)["$ref"];
  return typeof ref === "string" ? follow(at(bundled, ...ref.split("/").slice(1))) : node;
};

const list = (node: unknown): unknown[] => (Array.isArray(node) ? node : []);

const responses = object(at(bundled, "components", "responses"));

const errors = Object.entries(responses)
  .map(([name, response]) => [name, at(response, "content", "application/json")] as const)
  .filter(([, media]) => "error" in object(at(follow(at(media, "schema")), "properties")));

describe.each(errors)("the error response %s", (_, media) => {
  const schema = at(follow(at(media, "schema")), "properties", "error");
  const codes = list(at(schema, "anyOf"))
    .map((member) => object(at(follow(member), "properties", "code"))["const"])
    .filter((code) => code !== undefined);
  const shown = Object.values(object(at(media, "examples"))).map((example) =>
    at(follow(example), "value", "error", "code"),
  );

  test("shows an example of each of its codes, and of no other", () => {
    expect(codes.length).toBeGreaterThan(0);
    expect(new Set(shown)).toEqual(new Set(codes));
  });

  test("takes a code that is still to come", () => {
    expect(list(at(schema, "anyOf")).at(-1)).toEqual({ $ref: "#/components/schemas/ErrorUnknown" });
  });
});

const successes = Object.keys(responses).filter(
  (name) => !errors.some(([error]) => error === name),
);

test.each([...successes, "TooManyRequests"])(
  "%s documents the rate headers, as optional",
  (name) => {
    const headers = object(at(responses[name], "headers"));
    for (const header of ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]) {
      expect(follow(headers[header]), header).toMatchObject({
        required: false,
        schema: { type: "integer", minimum: 0 },
      });
    }
  },
);

test.each(["schemas", "parameters", "headers", "responses", "examples"])(
  "every file in %s is used",
  (kind) => {
    const files = readdirSync(new URL(`../${kind}`, import.meta.url)).map((file) =>
      file.replace(".yaml", ""),
    );
    expect(files.toSorted()).toEqual(Object.keys(object(at(bundled, "components", kind))));
  },
);
