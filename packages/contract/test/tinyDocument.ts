const text = { type: "string" };

const errors = (...codes: string[]) => ({
  type: "object",
  required: ["error"],
  properties: {
    error: {
      anyOf: [
        ...codes.map((code) => ({
          type: "object",
          required: ["code"],
          properties: { code: { const: code } },
        })),
        { $ref: "#/components/schemas/ErrorUnknown" },
      ],
    },
  },
});

const json = (schema: object, examples: object) => ({
  "application/json": { schema, examples },
});

/** A contract of one operation, which refuses unknown codes at 400 but not at 409. */
export const tinyDocument = () => ({
  openapi: "3.1.0",
  paths: {
    "/things/{thingId}": {
      parameters: [
        { name: "thingId", in: "path", required: true, schema: text, example: "thing_1" },
      ],
      put: {
        operationId: "putThing",
        parameters: [
          { $ref: "#/components/parameters/depth" },
          { name: "tag", in: "query", required: true, schema: text, example: "green" },
        ],
        requestBody: {
          required: true,
          content: json({ type: "object" }, { small: { value: { size: 1 } } }),
        },
        responses: {
          200: { $ref: "#/components/responses/Thing" },
          204: { description: "Nothing changed." },
          400: {
            description: "Refused.",
            content: json(
              { properties: { error: { properties: { code: { enum: ["BAD_THING"] } } } } },
              { bad: { value: { error: { code: "BAD_THING" } } } },
            ),
          },
          409: {
            description: "Conflict.",
            content: json(errors("THING_BUSY"), {
              busy: { value: { error: { code: "THING_BUSY" } } },
            }),
          },
        },
      },
    },
  },
  components: {
    parameters: {
      depth: {
        name: "depth",
        in: "query",
        schema: { $ref: "#/components/schemas/Depth" },
        example: 3,
      },
    },
    responses: {
      Thing: {
        description: "The thing.",
        headers: {
          "X-Version": { required: true, schema: { type: "integer", minimum: 1 } },
          "X-Note": { schema: text },
        },
        content: json(
          { $ref: "#/components/schemas/Thing" },
          { one: { value: { id: "thing_1", madeAt: "2026-01-02T03:04:05.678Z" } } },
        ),
      },
    },
    schemas: {
      Depth: { type: "integer", minimum: 2, maximum: 4 },
      Thing: {
        type: "object",
        required: ["id", "madeAt"],
        properties: {
          id: { type: "string", "x-note": "ours" },
          madeAt: { $ref: "#/components/schemas/Time" },
        },
      },
      Time: { type: "string", format: "date-time" },
      KnownErrorCode: { enum: ["BAD_THING", "THING_BUSY"] },
      ErrorUnknown: {
        type: "object",
        required: ["code"],
        properties: {
          code: { type: "string", not: { $ref: "#/components/schemas/KnownErrorCode" } },
        },
      },
    },
  },
});
