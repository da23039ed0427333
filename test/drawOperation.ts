import { parse, stringify } from "yaml";

/** Operations that nobody wrote code for: their files in `spec/`, and what a user would call them. */
export interface DrawnOperation {
  readonly operationId: string;
  /** A second operation on the path: DELETE with a required header, answered without a body. */
  readonly undo: string;
  readonly header: string;
  /** A third one, GET on the same path: reads one, and can be waited for. */
  readonly get: string;
  /** The client's method that waits, and its type guard, for the first of the values. */
  readonly wait: string;
  readonly guard: string;
  /** A fourth one, GET on a path of its own: a list. */
  readonly list: string;
  readonly summary: string;
  /** What the operations are about: the path of the list, without its slash. */
  readonly noun: string;
  /** The nested property of what they answer, as it is written in code. */
  readonly inner: string;
  readonly path: string;
  readonly pathParameter: string;
  /** The property of the body that the request requires, and its closed values. */
  readonly property: string;
  readonly values: readonly string[];
  readonly schemas: readonly string[];
  readonly errorCode: string;
  /** The named example of its success, and the body that it shows. */
  readonly example: { readonly name: string; readonly value: unknown };
  readonly files: Readonly<Record<string, string>>;
  /** `spec/openapi.yaml` with the operation's path and tag, given the one without. */
  intoOpenApi(text: string): string;
  /** `spec/schemas/KnownErrorCode.yaml` with the operation's error code, likewise. */
  intoErrorCodes(text: string): string;
}

/** Numbers from a seed, the same each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Draws an operation with names and a shape of its own from a seed. */
export function drawOperation(seed: number): DrawnOperation {
  const next = random(seed);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(next() * items.length)] ?? items[0];
  const word = (): string =>
    Array.from(
      { length: 3 },
      () =>
        pick(["b", "d", "f", "k", "l", "m", "r", "t", "v", "z"]) + pick(["a", "e", "i", "o", "u"]),
    ).join("");

  const [noun, verb, parameter, property, inner, state] = [
    word(),
    word(),
    word(),
    word(),
    word(),
    word(),
  ];
  const operationId = `${verb}${capital(noun)}`;
  const undo = `undo${capital(noun)}`;
  const header = `x-${inner}`;
  const get = `get${capital(noun)}`;
  const list = `list${capital(noun)}`;
  const wait = `waitFor${capital(noun)}`;
  const guard = `isFinal${capital(noun)}`;
  const pathParameter = `${parameter}Id`;
  const path = `/${noun}/{${pathParameter}}/${verb}`;
  const pathFile = `${path.slice(1).replaceAll("/", "_")}.yaml`;
  const values = [`${word()}_one`, `${word()}_two`, `${word()}_three`].slice(
    0,
    2 + Math.floor(next() * 2),
  );
  const [firstValue = ""] = values;
  const errorCode = `${noun}_${state}`.toUpperCase();
  const name = capital(noun);
  const error = `Error${capital(noun)}${capital(state)}`;
  const status = pick(["200", "201", "202"]);
  const summary = `${capital(verb)} the ${noun}`;

  const nested = { [inner]: Math.round(next() * 1000) / 10 };
  const meta = {
    requestId: "req_1",
    environment: "sandbox",
    timestamp: "2026-06-02T12:00:00.000Z",
    latencyMs: 3,
  };
  const value = {
    success: true,
    data: { id: `${noun}_1`, [property]: firstValue, [state]: nested },
    meta,
  };
  const failure = {
    success: false,
    error: { code: errorCode, message: `The ${noun} is ${state}.` },
    meta: {
      requestId: "req_2",
      timestamp: "2026-06-02T12:00:00.000Z",
      path: `/${noun}/1/${verb}`,
      latencyMs: 3,
    },
  };

  const ref = (file: string) => ({ $ref: file });
  const text = (description: string, example: unknown) => ({
    type: "string",
    description,
    minLength: 1,
    examples: [example],
  });
  const object = (description: string, properties: Record<string, unknown>, more: object = {}) => ({
    type: "object",
    description,
    ...more,
    required: Object.keys(properties),
    properties,
  });
  const shared = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "DeviceNotFound",
    "405": "MethodNotAllowed",
    "429": "TooManyRequests",
    "500": "InternalError",
    "503": "ServiceUnavailable",
  };

  const answers = Object.fromEntries(
    Object.entries(shared).map(([code, file]) => [code, ref(`../responses/${file}.yaml`)]),
  );

  const { "404": _, ...listAnswers } = answers;
  const page = {
    items: [value.data, { ...value.data, id: `${noun}_2` }],
    pagination: { limit: 10, offset: 0, total: 2, hasMore: false },
  };
  const example = {
    "application/json": {
      schema: ref(`../schemas/${name}Response.yaml`),
      examples: { [`a${name}`]: ref(`../examples/${name}.yaml`) },
    },
  };

  const documents: Record<string, unknown> = {
    [`spec/paths/${noun}.yaml`]: {
      get: {
        operationId: list,
        tags: [name],
        summary: `List the ${noun}`,
        description: `Lists every ${noun}.`,
        parameters: [ref("../parameters/offset.yaml"), ref("../parameters/limit.yaml")],
        responses: {
          "200": {
            description: `One page of ${noun}.`,
            content: {
              "application/json": {
                schema: ref(`../schemas/${name}ListResponse.yaml`),
                examples: { [`two${name}`]: ref(`../examples/${name}List.yaml`) },
              },
            },
          },
          ...listAnswers,
        },
      },
    },
    [`spec/schemas/${name}ListResponse.yaml`]: object(`One page of ${noun}.`, {
      success: ref("./SuccessFlag.yaml"),
      data: ref(`./${name}List.yaml`),
      meta: ref("./ResponseMeta.yaml"),
    }),
    [`spec/schemas/${name}List.yaml`]: object(`One page of ${noun}.`, {
      items: { type: "array", description: "Those of this page.", items: ref(`./${name}.yaml`) },
      pagination: ref("./Pagination.yaml"),
    }),
    [`spec/examples/${name}List.yaml`]: {
      summary: `Two of ${noun}`,
      value: { success: true, data: page, meta },
    },
    [`spec/paths/${pathFile}`]: {
      parameters: [
        {
          name: pathParameter,
          in: "path",
          required: true,
          description: `The id of the ${noun}.`,
          schema: { type: "string", minLength: 1 },
          example: `${noun}_1`,
        },
      ],
      get: {
        operationId: get,
        "x-wait": { method: wait, guard, property, until: [firstValue] },
        tags: [name],
        summary: `Get the ${noun}`,
        description: `Reads the ${noun}.`,
        responses: { "200": { description: `The ${noun}.`, content: example }, ...answers },
      },
      post: {
        operationId,
        tags: [name],
        summary,
        description: `${summary}, as nobody expected.`,
        requestBody: {
          description: `What to ${verb}.`,
          required: true,
          content: {
            "application/json": {
              schema: ref(`../schemas/${name}Request.yaml`),
              examples: { [`${verb}It`]: ref(`../examples/${name}Request.yaml`) },
            },
          },
        },
        responses: {
          [status]: {
            description: `The ${noun}.`,
            content: {
              "application/json": {
                schema: ref(`../schemas/${name}Response.yaml`),
                examples: { [`a${name}`]: ref(`../examples/${name}.yaml`) },
              },
            },
          },
          "409": {
            description: `The ${noun} is ${state}.`,
            content: {
              "application/json": {
                schema: ref(`../schemas/${name}ConflictResponse.yaml`),
                examples: { [`is${name}`]: ref(`../examples/${name}Conflict.yaml`) },
              },
            },
          },
          "413": ref("../responses/PayloadTooLarge.yaml"),
          "415": ref("../responses/UnsupportedMediaType.yaml"),
          ...answers,
        },
      },
      delete: {
        operationId: undo,
        tags: [name],
        summary: `Undo the ${noun}`,
        description: `Undoes the ${noun}, and answers nothing.`,
        parameters: [
          {
            name: header,
            in: "header",
            required: true,
            description: "Why.",
            schema: { type: "string", minLength: 1 },
            example: "because",
          },
        ],
        responses: { "204": { description: "It is undone." }, ...answers },
      },
    },
    [`spec/schemas/${name}Request.yaml`]: object(
      `What to ${verb}.`,
      { [property]: ref(`./Known${name}Kind.yaml`) },
      { additionalProperties: false },
    ),
    [`spec/schemas/Known${name}Kind.yaml`]: {
      type: "string",
      description: "The kinds known today.",
      enum: values,
      examples: [firstValue],
    },
    [`spec/schemas/${name}Kind.yaml`]: {
      description: "A kind.",
      anyOf: [ref(`./Known${name}Kind.yaml`), { type: "string" }],
      examples: [firstValue],
    },
    [`spec/schemas/${name}.yaml`]: object(`A ${noun}.`, {
      id: text("Its id.", `${noun}_1`),
      [property]: ref(`./${name}Kind.yaml`),
      [state]: ref(`./${name}${capital(state)}.yaml`),
    }),
    [`spec/schemas/${name}${capital(state)}.yaml`]: object(`How ${state} it is.`, {
      [inner]: { type: "number", description: `The ${inner}, in kW.`, examples: [1] },
    }),
    [`spec/schemas/${name}Response.yaml`]: object(`The ${noun}.`, {
      success: ref("./SuccessFlag.yaml"),
      data: ref(`./${name}.yaml`),
      meta: ref("./ResponseMeta.yaml"),
    }),
    [`spec/schemas/${error}.yaml`]: {
      type: "object",
      description: `The ${noun} is ${state}.`,
      "x-remedy": "Wait.",
      required: ["code", "message"],
      properties: {
        code: {
          type: "string",
          description: "The stable code to branch on.",
          const: errorCode,
          examples: [errorCode],
        },
        message: ref("./ErrorMessage.yaml"),
        details: ref("./ErrorDetails.yaml"),
      },
    },
    [`spec/schemas/${name}ConflictResponse.yaml`]: object(`The ${noun} is ${state}.`, {
      success: ref("./FailureFlag.yaml"),
      error: {
        description: "What went wrong.",
        anyOf: [ref(`./${error}.yaml`), ref("./ErrorUnknown.yaml")],
      },
      meta: ref("./ErrorMeta.yaml"),
    }),
    [`spec/examples/${name}Request.yaml`]: {
      summary: `${capital(verb)} it`,
      value: { [property]: firstValue },
    },
    [`spec/examples/${name}.yaml`]: { summary: `A ${noun}`, value },
    [`spec/examples/${name}Conflict.yaml`]: {
      summary: `A ${noun} that is ${state}`,
      value: failure,
    },
  };

  return {
    operationId,
    undo,
    header,
    get,
    wait,
    guard,
    list,
    summary,
    noun,
    inner: `${state}: ${JSON.stringify(nested)}`,
    path,
    pathParameter,
    property,
    values,
    schemas: [name, `${name}Kind`, `${name}Request`, error],
    errorCode,
    example: { name: `a${name}`, value },
    files: Object.fromEntries(
      Object.entries(documents).map(([file, document]) => [file, stringify(document)]),
    ),
    intoOpenApi: (before) => {
      const { tags, paths, ...rest } = openApi(before);
      const tag = { name, description: `All about a ${noun}.` };
      return stringify({
        ...rest,
        tags: [...tags, tag].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        paths: {
          ...paths,
          [`/${noun}`]: ref(`paths/${noun}.yaml`),
          [path]: ref(`paths/${pathFile}`),
        },
      });
    },
    intoErrorCodes: (before) => before.replace("enum:\n", `enum:\n  - ${errorCode}\n`),
  };
}

function openApi(text: string): { tags: { name: string }[]; paths: object } {
  const document: unknown = parse(text);
  if (
    typeof document !== "object" ||
    document === null ||
    !("tags" in document) ||
    !("paths" in document)
  ) {
    throw new TypeError("spec/openapi.yaml has no tags or no paths.");
  }
  const { tags, paths } = document;
  if (!Array.isArray(tags) || typeof paths !== "object" || paths === null)
    throw new TypeError("spec/openapi.yaml has other tags or paths than expected.");
  const named = tags.filter(
    (tag: unknown): tag is { name: string } =>
      typeof tag === "object" && tag !== null && "name" in tag && typeof tag.name === "string",
  );
  return { ...document, tags: named, paths };
}
