import { type Api, readApi } from "../src/contract/readApi.ts";

const answer = (properties: Readonly<Record<string, unknown>>) => ({
  "application/json": {
    schema: {
      type: "object",
      required: ["success", "data"],
      properties: { success: { const: true }, data: { type: "object", properties } },
    },
    examples: { allDone: { value: { success: true, data: { node: { name: "a" } } } } },
  },
});

const error = (code: string, schema: Readonly<Record<string, unknown>>) => ({
  headers: {
    "Retry-After": { description: "In seconds (**Assumed**).", schema: { type: "integer" } },
  },
  content: { "application/json": { schema, examples: { some: { value: { error: { code } } } } } },
});

const node = { $ref: "#/components/schemas/Node" };

/** A contract with a few operations that shows what pages have to cope with. */
export function smallApi(): Api {
  return readApi({
    openapi: "3.1.0",
    info: {
      title: "Small",
      version: "1.0.0",
      summary: "A small API.",
      description: "Text (**Assumed**). More.",
    },
    servers: [{ url: "https://api.example" }],
    security: [{ key: [] }],
    paths: {
      "/nodes": {
        get: {
          operationId: "readRoot",
          summary: "Read the root",
          tags: ["Nodes"],
          responses: { "200": { description: "It.", content: answer({ node }) } },
        },
      },
      "/nodes/{nodeId}": {
        parameters: [{ $ref: "#/components/parameters/nodeId" }],
        get: {
          operationId: "readNode",
          summary: "Read a node",
          tags: ["Nodes"],
          responses: {
            "200": { description: "It.", content: answer({ node }) },
            "503": { $ref: "#/components/responses/NotReady" },
          },
        },
        post: {
          operationId: "writeNode",
          summary: "Write a node",
          description: "Writes it. Twice does nothing (**Assumed**).",
          tags: ["Nodes"],
          deprecated: true,
          requestBody: {
            required: true,
            content: {
              "application/json": { schema: node, examples: { aLeaf: { value: { name: "a" } } } },
            },
          },
          responses: {
            "200": {
              description: "The node as it is now.",
              headers: {
                "x-left": {
                  description: "How many | more.",
                  required: true,
                  schema: { type: "integer", minimum: 0 },
                },
              },
              content: answer({ node }),
              links: {
                again: {
                  operationId: "readNode",
                  description: "Read it again.",
                  parameters: { "path.nodeId": "$response.body#/data/node/name" },
                },
              },
            },
            "409": { $ref: "#/components/responses/Busy" },
          },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: "apiKey", in: "header", name: "x-small-key" } },
      parameters: {
        nodeId: {
          name: "nodeId",
          in: "path",
          required: true,
          description: "One | the other,\nor neither (**Assumed**).",
          schema: { type: "string", minLength: 1 },
          example: "n1",
        },
      },
      responses: {
        Busy: {
          description: "It is busy (**Assumed**).",
          ...error("NODE_BUSY", { $ref: "#/components/schemas/BusyResponse" }),
        },
        NotReady: { description: "Not yet.", ...error("NOT_READY", { type: "object" }) },
      },
      schemas: {
        Node: {
          type: "object",
          description: "What there is of it.",
          additionalProperties: false,
          required: ["name"],
          properties: {
            name: { type: "string", description: "Its name." },
            kind: {
              anyOf: [{ enum: ["leaf", "root"] }, { type: "string" }],
              description: "Its kind.",
            },
            weight: { oneOf: [{ type: "number", maximum: 9 }, { type: "null" }] },
            children: { type: "array", items: node },
            tags: {
              type: "array",
              items: { type: "object", properties: { id: { type: "integer" } } },
            },
            labels: { type: "object", additionalProperties: { type: "string" } },
            shape: { oneOf: [{ $ref: "#/components/schemas/Circle" }, { type: "null" }] },
            begin: {
              description: "When.",
              anyOf: [
                {
                  type: "string",
                  pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$",
                  description: "A time of day.",
                  examples: ["12:00:00"],
                },
                { type: "integer", description: "Minutes from now." },
              ],
            },
            old: { type: "string", deprecated: true, description: "A <b>name</b>, not `<i>`." },
          },
        },
        Circle: {
          type: "object",
          description: "It is round (**Assumed**).",
          required: ["radius"],
          properties: { radius: { type: "number" } },
        },
        BusyResponse: {
          type: "object",
          description: "It is busy (**Assumed**).",
          properties: { error: { oneOf: [{ $ref: "#/components/schemas/ErrorBusy" }] } },
        },
        ErrorBusy: {
          type: "object",
          description: "Somebody else writes it (**Assumed**).",
          "x-remedy": "Wait | try <again>.",
          properties: { code: { const: "NODE_BUSY" } },
        },
      },
    },
  });
}
