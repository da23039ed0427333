const json = (name: string) => ({
  "application/json": {
    schema: { $ref: `#/components/schemas/${name}` },
    examples: { one: { value: { size: 1 } } },
  },
});

/** A small contract, to be changed in one place. */
export const CONTRACT = {
  openapi: "3.1.0",
  info: { title: "Things", version: "1.0.0" },
  servers: [{ url: "https://api.example" }],
  security: [],
  paths: {
    "/things": {
      get: {
        operationId: "listThings",
        summary: "List things",
        tags: ["Things"],
        parameters: [
          { name: "limit", in: "query", example: 1, schema: { type: "integer", maximum: 50 } },
          { name: "kind", in: "query", schema: { enum: ["a", "b"] } },
        ],
        responses: {
          "200": { description: "Them.", content: json("Thing") },
          "404": { description: "No." },
        },
      },
      post: {
        operationId: "makeThing",
        summary: "Make a thing",
        tags: ["Things"],
        requestBody: { required: true, content: json("NewThing") },
        responses: { "201": { description: "It.", headers: {}, content: json("Thing") } },
      },
    },
    "/things/{id}": {
      get: {
        operationId: "getThing",
        summary: "Get a thing",
        tags: ["Things"],
        responses: { "200": { description: "It.", content: json("Thing") } },
      },
      delete: {
        operationId: "dropThing",
        summary: "Drop a thing",
        tags: ["Things"],
        responses: { "204": { description: "Done." } },
      },
      parameters: [{ name: "id", in: "path", required: true, example: "i", schema: {} }],
    },
  },
  components: {
    schemas: {
      Thing: {
        type: "object",
        required: ["size"],
        properties: {
          size: { type: "integer", maximum: 9 },
          mode: { type: "string", enum: ["x", "y"] },
        },
      },
      NewThing: {
        type: "object",
        additionalProperties: false,
        required: ["size"],
        properties: { size: { type: "integer" }, mode: { type: "string", enum: ["x", "y"] } },
      },
    },
  },
};
