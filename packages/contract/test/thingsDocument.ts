const text = { type: "string", pattern: "^[a-z0-9_]{1,20}$" };

const json = (schema: object, examples: object) => ({ "application/json": { schema, examples } });

const error = (code: string) => ({
  description: code,
  content: json(
    {
      type: "object",
      required: ["error"],
      properties: {
        error: { type: "object", required: ["code"], properties: { code: { const: code } } },
      },
    },
    { one: { value: { error: { code } } } },
  ),
});

const errors = {
  400: error("BAD_REQUEST"),
  401: error("NO_KEY"),
  405: error("NO_METHOD"),
};

const toThing = (id: string) => ({
  thing: { operationId: "getThing", parameters: { "path.thingId": id } },
});

const thing = { id: "thing_1", colour: "green" };

const success = (schema: object, value: unknown, id: string) => ({
  description: "As asked.",
  content: json(
    { type: "object", required: ["data"], properties: { data: schema } },
    {
      one: { value: { data: value } },
    },
  ),
  links: toThing(id),
});

const thingSchema = { $ref: "#/components/schemas/Thing" };

/** A contract of things that can be listed, read and made, with an API key. */
export const thingsDocument = () => ({
  openapi: "3.1.0",
  security: [{ Key: [] }],
  paths: {
    "/things": {
      get: {
        operationId: "listThings",
        parameters: [
          {
            name: "limit",
            in: "query",
            schema: { type: "integer", minimum: 1, maximum: 10, default: 5 },
          },
          { name: "offset", in: "query", schema: { type: "integer", minimum: 0, default: 0 } },
        ],
        responses: {
          200: success(
            {
              type: "object",
              required: ["items", "pagination"],
              properties: { items: { type: "array", items: thingSchema } },
            },
            {
              items: [thing],
              pagination: { limit: 5, offset: 0, total: 1, hasMore: false },
            },
            "$response.body#/data/items/0/id",
          ),
          ...errors,
        },
      },
      post: {
        operationId: "makeThing",
        requestBody: {
          required: true,
          content: json(
            {
              type: "object",
              required: ["colour"],
              additionalProperties: false,
              properties: { colour: text },
            },
            { green: { value: { colour: "green" } } },
          ),
        },
        responses: { 201: success(thingSchema, thing, "$response.body#/data/id"), ...errors },
      },
    },
    "/things/{thingId}": {
      get: {
        operationId: "getThing",
        parameters: [
          { name: "thingId", in: "path", required: true, schema: text, example: "thing_1" },
        ],
        responses: {
          200: success(thingSchema, thing, "$response.body#/data/id"),
          ...errors,
          404: error("NO_THING"),
        },
      },
    },
  },
  components: {
    securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-thing-key" } },
    schemas: {
      Thing: {
        type: "object",
        required: ["id", "colour"],
        properties: { id: { type: "string" }, colour: text },
      },
    },
  },
});
