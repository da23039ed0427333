const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: unknown) => ({ "application/json": { schema } });
const answer = (schema: unknown) => ({ description: "It.", content: json(schema) });
const texts = (...values: readonly string[]) => ({ type: "string", enum: values });
const object = (
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[] = [],
  rest: Readonly<Record<string, unknown>> = {},
) => ({ type: "object", required, properties, ...rest });

/** The contract that every pair starts from: one of each thing that a change can happen to. */
export const BASE = {
  openapi: "3.1.0",
  info: { title: "Things", version: "1.0.0", description: "All of them." },
  servers: [
    { url: "https://api.example/v1", description: "Live" },
    {
      url: "https://{region}.api.example/v1",
      variables: { region: { default: "eu", enum: ["eu", "us"] } },
    },
  ],
  security: [{ key: [] }, { login: ["read"] }],
  tags: [{ name: "Things", description: "Those." }],
  paths: {
    "/things": {
      parameters: [{ name: "tenant", in: "query", schema: { type: "string" } }],
      get: {
        operationId: "listThings",
        summary: "List things",
        tags: ["Things"],
        parameters: [
          { $ref: "#/components/parameters/limit" },
          { name: "kind", in: "query", schema: ref("Kind") },
          { name: "sort", in: "query", schema: { ...texts("asc", "desc"), default: "asc" } },
          { name: "tags", in: "query", schema: { type: "array", items: { type: "string" } } },
          { name: "since", in: "query", schema: { type: "string", maxLength: 30 } },
          { name: "X-Trace", in: "header", required: true, schema: { type: "string" } },
        ],
        responses: {
          "200": {
            description: "A page of them.",
            headers: {
              "X-Total": { required: true, schema: { type: "integer" } },
              "X-Rate": { schema: { type: "integer" } },
            },
            content: json(ref("ThingList")),
          },
          "400": answer(ref("Failure")),
          "429": { $ref: "#/components/responses/TooMany" },
        },
      },
      post: {
        operationId: "makeThing",
        summary: "Make a thing",
        tags: ["Things"],
        requestBody: { required: true, content: json(ref("NewThing")) },
        responses: { "201": answer(ref("Thing")), "409": answer(ref("Failure")) },
      },
    },
    "/things/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: {
        operationId: "getThing",
        summary: "Get a thing",
        tags: ["Things"],
        responses: { "200": answer(ref("ThingDetail")), "404": answer(ref("Failure")) },
      },
      patch: {
        operationId: "patchThing",
        summary: "Change a thing",
        tags: ["Things"],
        security: [{ key: [] }],
        requestBody: { content: json(ref("Patch")) },
        responses: { "200": answer(ref("Thing")) },
      },
      delete: {
        operationId: "dropThing",
        summary: "Drop a thing",
        tags: ["Things"],
        security: [{ login: ["read", "write"] }],
        responses: { "204": { description: "Gone." } },
      },
    },
    "/things/{id}/picture": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: {
        operationId: "getPicture",
        summary: "Get a picture",
        responses: {
          "200": {
            description: "It.",
            content: { "image/png": {}, "image/webp": {} },
          },
        },
      },
      put: {
        operationId: "putPicture",
        summary: "Put a picture",
        requestBody: { required: true, content: { "image/png": {}, "image/webp": {} } },
        responses: { "204": { description: "Done." } },
      },
    },
    "/shapes": {
      get: {
        operationId: "getShape",
        summary: "Get a shape",
        responses: { "200": answer(ref("Shape")) },
      },
      post: {
        operationId: "drawShape",
        summary: "Draw a shape",
        requestBody: { required: true, content: json(ref("Drawing")) },
        responses: { "204": { description: "Done." } },
      },
    },
    "/trees": {
      get: {
        operationId: "getTree",
        summary: "Get a tree",
        responses: { "200": answer(ref("Node")) },
      },
    },
    "/health": {
      get: {
        operationId: "getHealth",
        summary: "Is it up?",
        security: [],
        responses: { "200": answer(object({ up: { type: "boolean" } }, ["up"])) },
      },
      post: { summary: "Nudge it", responses: { "204": { description: "Done." } } },
    },
  },
  components: {
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "X-Key" },
      login: {
        type: "oauth2",
        flows: {
          clientCredentials: {
            tokenUrl: "https://login.example",
            scopes: { read: "Read.", write: "Write." },
          },
        },
      },
    },
    parameters: {
      limit: {
        name: "limit",
        in: "query",
        description: "How many.",
        schema: { type: "integer", minimum: 1, maximum: 50, default: 20 },
      },
    },
    responses: { TooMany: answer(ref("Failure")) },
    schemas: {
      Kind: texts("a", "b"),
      OpenKind: { anyOf: [ref("Kind"), { type: "string" }] },
      Thing: object(
        {
          id: { type: "string", description: "Its name." },
          kind: ref("OpenKind"),
          size: { type: "integer", minimum: 0, maximum: 9 },
          state: texts("on", "off"),
          made: { type: "string", format: "date-time" },
          note: { type: ["string", "null"] },
          owner: ref("Owner"),
          labels: { type: "array", items: { type: "string", maxLength: 20 }, maxItems: 5 },
          counts: { type: "object", additionalProperties: { type: "integer" } },
        },
        ["id", "size", "state", "made", "owner"],
      ),
      Owner: object({ name: { type: "string" }, mail: { type: "string" } }, ["name"]),
      ThingList: object(
        { items: { type: "array", items: ref("Thing") }, total: { type: "integer" } },
        ["items"],
      ),
      ThingDetail: {
        allOf: [ref("Thing"), object({ history: { type: "array", items: ref("Owner") } })],
      },
      NewThing: object(
        {
          size: { type: "integer", minimum: 0, maximum: 9, default: 1 },
          mode: texts("x", "y"),
          name: { type: "string", minLength: 1, maxLength: 40, pattern: "^[a-z]+$" },
          note: { type: ["string", "null"] },
          parts: { type: "array", items: ref("Part"), minItems: 1, maxItems: 3 },
          price: { type: "number" },
        },
        ["size"],
        { additionalProperties: false },
      ),
      Part: object({ code: { type: "string" }, weight: { type: "number" } }, ["code"]),
      Patch: object({ size: { type: "integer" }, extra: ref("Extra") }),
      Extra: object({ colour: { type: "string" }, deep: object({ level: { type: "integer" } }) }),
      Circle: object({ type: { const: "circle" }, radius: { type: "number" } }, ["type", "radius"]),
      Square: object({ type: { const: "square" }, side: { type: "number" } }, ["type", "side"]),
      Shape: {
        oneOf: [ref("Circle"), ref("Square")],
        discriminator: {
          propertyName: "type",
          mapping: {
            circle: "#/components/schemas/Circle",
            square: "#/components/schemas/Square",
          },
        },
      },
      Line: object({ type: { const: "line" }, length: { type: "number" } }, ["type"]),
      Dot: object({ type: { const: "dot" } }, ["type"]),
      Drawing: { oneOf: [ref("Line"), ref("Dot")] },
      Node: object({ value: { type: "string" }, children: { type: "array", items: ref("Node") } }, [
        "value",
      ]),
      KnownCode: texts("BUSY"),
      Busy: object({ code: { const: "BUSY" } }, ["code"]),
      Unknown: object({ code: { type: "string", not: ref("KnownCode") } }, ["code"]),
      Failure: { anyOf: [ref("Busy"), ref("Unknown")] },
    },
  },
};

/** The JSON Pointers of what most edits are of. */
export const LIST = "/paths/~1things/get";
export const MAKE = "/paths/~1things/post";
export const SCHEMAS = "/components/schemas";
export const THING = `${SCHEMAS}/Thing`;
export const NEW_THING = `${SCHEMAS}/NewThing`;

/** The parameters of `GET /things`, some of them with other members. */
export function parametersWith(
  edits: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>,
): readonly unknown[] {
  return BASE.paths["/things"].get.parameters.flatMap((parameter): unknown[] => {
    const name = "name" in parameter ? parameter.name : "limit";
    if (!(name in edits)) return [parameter];
    return edits[name] === undefined ? [] : [{ ...parameter, ...edits[name] }];
  });
}
