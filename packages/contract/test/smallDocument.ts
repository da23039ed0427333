interface Small {
  /** Parameters of the operation, as OpenAPI has them. */
  readonly parameters?: readonly object[];
  /** The schema of its JSON body; none when it takes no body. */
  readonly body?: object;
  readonly bodyExample?: unknown;
  /** Default: true. */
  readonly bodyRequired?: boolean;
  /** What `#/components/schemas/…` leads to. */
  readonly schemas?: object;
}

/** A contract of one operation, `makeThing`, which takes what is given. */
export function smallDocument({
  parameters = [],
  body,
  bodyExample,
  bodyRequired = true,
  schemas = {},
}: Small): unknown {
  const inPath = parameters.flatMap((one) =>
    "in" in one && one.in === "path" && "name" in one ? `/{${String(one.name)}}` : [],
  );
  const examples = bodyExample === undefined ? {} : { one: { value: bodyExample } };
  const requestBody = {
    required: bodyRequired,
    content: { "application/json": { schema: body, examples } },
  };
  const post = {
    operationId: "makeThing",
    parameters,
    ...(body !== undefined && { requestBody }),
    responses: { 204: { description: "Made." }, 400: { description: "Refused." } },
  };
  return {
    openapi: "3.1.0",
    paths: { [`/things${inPath.join("")}`]: { post } },
    components: { schemas },
  };
}
