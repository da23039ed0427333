import { type Api, readApi } from "../src/contract/readApi.ts";

const data = (properties: Readonly<Record<string, unknown>>) => ({
  type: "object",
  required: ["success", "data"],
  properties: { success: { const: true }, data: { type: "object", properties } },
});

/** A contract with one operation that shows what pages have to cope with. */
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
    security: [],
    paths: {
      "/nodes/{nodeId}": {
        parameters: [{ $ref: "#/components/parameters/nodeId" }],
        post: {
          operationId: "writeNode",
          summary: "Write a node",
          description: "Writes it. Twice does nothing (**Assumed**).",
          tags: ["Nodes"],
          deprecated: true,
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Node" },
                examples: { aLeaf: { value: { name: "a" } } },
              },
            },
          },
          responses: {
            "200": {
              description: "It.",
              content: {
                "application/json": {
                  schema: data({ node: { $ref: "#/components/schemas/Node" } }),
                  examples: { done: { value: { success: true, data: { node: { name: "a" } } } } },
                },
              },
            },
            "409": {
              description: "No.",
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: { error: { oneOf: [{ $ref: "#/components/schemas/ErrorBusy" }] } },
                  },
                  examples: { busy: { value: { error: { code: "NODE_BUSY" } } } },
                },
              },
            },
          },
        },
      },
    },
    components: {
      parameters: {
        nodeId: {
          name: "nodeId",
          in: "path",
          required: true,
          description: "One | the other,\nor neither.",
          schema: { type: "string", minLength: 1 },
          example: "n1",
        },
      },
      schemas: {
        Node: {
          type: "object",
          required: ["name"],
          properties: {
            name: { type: "string", description: "Its name." },
            kind: {
              anyOf: [{ enum: ["leaf", "root"] }, { type: "string" }],
              description: "Its kind.",
            },
            weight: { oneOf: [{ type: "number", maximum: 9 }, { type: "null" }] },
            children: { type: "array", items: { $ref: "#/components/schemas/Node" } },
            tags: {
              type: "array",
              items: { type: "object", properties: { id: { type: "integer" } } },
            },
          },
        },
        ErrorBusy: {
          type: "object",
          description: "Somebody else writes it (**Assumed**).",
          "x-remedy": "Wait | try again.",
          properties: { code: { const: "NODE_BUSY" } },
        },
      },
    },
  });
}
