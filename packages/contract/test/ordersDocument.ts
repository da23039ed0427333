const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const listed = (name: string) => ({
  type: "object",
  required: ["data"],
  properties: {
    data: {
      type: "object",
      required: ["items", "pagination"],
      properties: {
        items: { type: "array", items: ref(name) },
        pagination: {
          type: "object",
          required: ["limit", "offset", "total", "hasMore"],
        },
      },
    },
  },
});

const single = (name: string) => ({
  type: "object",
  required: ["data"],
  properties: { data: ref(name) },
});

const json = (schema: object, value: unknown) => ({
  "application/json": { schema, examples: { one: { value } } },
});

const order = { id: "order_0", size: 5, colour: "green", state: "open" };

const answer = (description: string, links: object = {}) => ({
  description,
  content: json(single("Order"), { data: order }),
  links,
});

const refusal = (code: string) => ({
  description: code,
  content: json(
    { type: "object", properties: { error: { properties: { code: { const: code } } } } },
    { error: { code } },
  ),
});

const refusals = (...statuses: (keyof typeof codes)[]) =>
  Object.fromEntries([...statuses, 405 as const].map((one) => [one, refusal(codes[one])]));

/** The code of each error that a server of orders answers. */
export const codes = {
  400: "BAD_REQUEST",
  401: "NO_KEY",
  404: "NOT_FOUND",
  405: "NO_METHOD",
  409: "CANCELLED",
} as const;

const theOrder = {
  operationId: "getOrder",
  parameters: { "path.orderId": "$response.body#/data/id" },
};

const orderId = {
  name: "orderId",
  in: "path",
  required: true,
  schema: { type: "string", minLength: 1 },
  example: "order_0",
};

const query = (name: string, schema: object, example: unknown) => ({
  name,
  in: "query",
  schema,
  example,
});

/** A contract of orders that can be listed, made, read and cancelled. */
export const ordersDocument = () => ({
  openapi: "3.1.0",
  security: [{ Key: [] }],
  paths: {
    "/orders": {
      get: {
        operationId: "listOrders",
        parameters: [
          query("limit", { type: "integer", minimum: 1, maximum: 5, default: 3 }, 2),
          query("offset", { type: "integer", minimum: 0, default: 0 }, 0),
          query("colour", { type: "string", minLength: 1 }, "green"),
        ],
        responses: {
          200: {
            description: "The newest first.",
            content: json(listed("Order"), {
              data: {
                items: [order],
                pagination: { limit: 3, offset: 0, total: 1, hasMore: false },
              },
            }),
            links: {
              first: {
                operationId: "getOrder",
                parameters: { "path.orderId": "$response.body#/data/items/0/id" },
                "x-reads-back": { "/data/colour": "$response.body#/data/items/0/colour" },
              },
            },
          },
          ...refusals(400, 401),
        },
      },
      post: {
        operationId: "makeOrder",
        requestBody: {
          required: true,
          content: json(ref("NewOrder"), { size: 5, colour: "green" }),
        },
        responses: {
          201: answer("Made.", {
            made: { ...theOrder, "x-reads-back": { "/data": "$response.body#/data" } },
            cancel: { ...theOrder, operationId: "cancelOrder" },
            alike: {
              operationId: "listOrders",
              parameters: { "query.colour": "$request.body#/colour", "query.limit": 1 },
              "x-reads-back": { "/data/items/0/id": "$response.body#/data/id" },
            },
          }),
          ...refusals(400, 401),
        },
      },
    },
    "/orders/{orderId}": {
      parameters: [orderId],
      get: {
        operationId: "getOrder",
        "x-wait": { property: "state", until: ["cancelled"] },
        responses: {
          200: answer("The order.", {
            cancel: {
              ...theOrder,
              operationId: "cancelOrder",
              "x-when": { "$response.body#/data/state": "open" },
            },
          }),
          ...refusals(400, 401, 404),
        },
      },
    },
    "/orders/{orderId}/cancel": {
      parameters: [orderId],
      post: {
        operationId: "cancelOrder",
        responses: {
          200: answer("Cancelled.", {
            cancelled: {
              ...theOrder,
              "x-reads-back": { "/data/state": "$response.body#/data/state" },
            },
          }),
          ...refusals(400, 401, 404, 409),
        },
      },
    },
  },
  components: {
    securitySchemes: { Key: { type: "apiKey", in: "header", name: "x-order-key" } },
    schemas: {
      NewOrder: {
        type: "object",
        required: ["size"],
        additionalProperties: false,
        properties: {
          size: { type: "integer", minimum: 1, maximum: 100 },
          colour: { type: "string", minLength: 1, maxLength: 9 },
        },
      },
      Order: {
        type: "object",
        required: ["id", "size", "colour", "state"],
        properties: {
          id: { type: "string" },
          size: { type: "integer" },
          colour: { type: "string" },
          state: { enum: ["open", "cancelled"] },
        },
      },
    },
  },
});
