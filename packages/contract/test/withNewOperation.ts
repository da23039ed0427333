import { contractFrom } from "../src/index.ts";
import { isObject } from "../src/contract/Place.ts";

const open = { type: "object", required: ["open"], properties: { open: { type: "boolean" } } };

const schemas = {
  GarageDoor: open,
  Garage: {
    type: "object",
    required: ["doors"],
    properties: { doors: { type: "array", items: { $ref: "#/components/schemas/GarageDoor" } } },
  },
  GarageOnFire: {
    type: "object",
    required: ["error"],
    properties: { error: { properties: { code: { const: "GARAGE_ON_FIRE" } } } },
  },
};

const json = (schema: unknown, examples: unknown) => ({
  "application/json": { schema, examples },
});

const garageNumber = {
  name: "garageNumber",
  in: "path",
  required: true,
  schema: { type: "integer", minimum: 3, maximum: 9 },
  example: 7,
};

/** The bundle with an operation that nobody wrote code for; it fails like the bundle's first. */
export function withNewOperation(bundle: string): unknown {
  const responses: Record<string, unknown> = {
    201: {
      description: "Open.",
      content: json(
        { $ref: "#/components/schemas/Garage" },
        { open: { value: { doors: [{ open: true }] } } },
      ),
    },
    423: {
      description: "Not now.",
      content: json(
        { $ref: "#/components/schemas/GarageOnFire" },
        { onFire: { value: { error: { code: "GARAGE_ON_FIRE" } } } },
      ),
    },
  };
  const [first] = contractFrom(JSON.parse(bundle)).operations;
  for (const { status, pointer } of first?.responses ?? []) {
    if (status >= 400) responses[status] = { $ref: pointer };
  }
  const put = {
    operationId: "openGarage",
    tags: ["Garages"],
    parameters: [garageNumber],
    requestBody: { required: true, content: json(open, { open: { value: { open: true } } }) },
    responses,
  };
  return JSON.parse(bundle, (key, value: unknown) => {
    if (!isObject(value)) return value;
    if (key === "paths") return { ...value, "/garages/{garageNumber}/doors": { put } };
    return key === "schemas" ? { ...value, ...schemas } : value;
  });
}
