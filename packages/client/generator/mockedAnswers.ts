import { isRecord } from "../../../scripts/isRecord.ts";
import type { Json } from "./resolve.ts";
import type { SchemaReader } from "./schemaReader.ts";
import type { MockedAnswer, MockedOperation } from "../src/testing/MockedOperation.ts";

/** The name of an example to which the contract gives none. */
const UNNAMED = "default";

/** Answers by name. */
export type Answers = Readonly<Record<string, MockedAnswer>>;

/** A response of the document, with its status, which may be a range or `default`. */
export type Response = Json & { readonly status: string };

/** The JSON content of a response, or else its first. */
function contentOf(response: Json): {
  readonly type?: string;
  readonly media: Json;
  schema: unknown;
} {
  const content = isRecord(response["content"]) ? Object.entries(response["content"]) : [];
  const [type, value] =
    content.find(([name]) => /^application\/(.+\+)?json$/.test(name)) ?? content[0] ?? [];
  const media = isRecord(value) ? value : {};
  return { ...(type !== undefined && { type }), media, schema: media["schema"] };
}

/** The bodies that a response shows, by name. */
function bodiesOf(response: Json, schemas: SchemaReader): [name: string, body: unknown][] {
  const { media } = contentOf(response);
  const named = isRecord(media["examples"]) ? Object.entries(media["examples"]) : [];
  const values = named
    .map(([name, example]) => [name, schemas.resolve(example)] as const)
    .filter(([, example]) => "value" in example)
    .map(([name, example]): [string, unknown] => [name, example["value"]]);
  if (values.length > 0) return values;
  return "example" in media ? [[UNNAMED, media["example"]]] : [];
}

/** What a response is apart from its body: ranges like `4XX` and `default` become a status. */
function answerOf(response: Response, schemas: SchemaReader): Omit<MockedAnswer, "body"> {
  const { type } = contentOf(response);
  const headers: Record<string, string> = { ...(type !== undefined && { "Content-Type": type }) };
  for (const [name, value] of Object.entries(schemas.resolve(response["headers"]))) {
    const header = schemas.resolve(value);
    const [shown] = bodiesOf({ content: { text: header } }, schemas);
    const sent =
      shown?.[1] ?? (header["required"] === true ? schemas.sample(header["schema"]) : undefined);
    if (sent !== undefined) headers[name] = typeof sent === "string" ? sent : JSON.stringify(sent);
  }
  const status =
    response.status === "default" ? 500 : Number(response.status.replaceAll(/x/gi, "0"));
  return { status, headers };
}

/** A name that is not taken yet: the same one in another status gets the status added. */
const freeName = (taken: Answers, name: string, status: number) =>
  Object.hasOwn(taken, name) ? `${name}${status}` : name;

/** The examples of an operation's successes, by name; made up where there is none. */
export function examplesOf(successes: readonly Response[], schemas: SchemaReader): Answers {
  const examples: Record<string, MockedAnswer> = {};
  for (const response of successes) {
    const answer = answerOf(response, schemas);
    const bodies = bodiesOf(response, schemas);
    const { schema, type } = contentOf(response);
    if (bodies.length === 0) bodies.push([UNNAMED, type && schemas.sample(schema)]);
    for (const [name, body] of bodies) {
      const whole = body === undefined ? answer : { ...answer, body };
      examples[freeName(examples, name, answer.status)] = whole;
    }
  }
  return successes.length > 0 ? examples : { [UNNAMED]: { status: 200, headers: {} } };
}

const codeOf = (body: unknown): unknown =>
  isRecord(body) && isRecord(body["error"]) ? body["error"]["code"] : undefined;

/** The errors that carry a code at `error.code`, from examples first, then from schemas. */
export function errorsOf(
  failures: readonly Response[],
  schemas: SchemaReader,
): MockedOperation["errors"] {
  const errors: Record<string, Record<string, MockedAnswer>> = {};
  const add = (code: string, name: string, answer: MockedAnswer) => {
    const answers = (errors[code] ??= {});
    answers[freeName(answers, name, answer.status)] = answer;
  };
  for (const response of failures) {
    const answer = answerOf(response, schemas);
    for (const [name, body] of bodiesOf(response, schemas)) {
      const code = codeOf(body);
      if (typeof code === "string") add(code, name, { ...answer, body });
    }
  }
  for (const response of failures) {
    const { schema } = contentOf(response);
    const { error } = schemas.members(schema).properties;
    for (const alternative of schemas.alternatives(error)) {
      for (const code of schemas.literals(schemas.members(alternative).properties["code"])) {
        if (Object.hasOwn(errors, code)) continue;
        const body = {
          ...asRecord(schemas.sample(schema)),
          error: { ...asRecord(schemas.sample(alternative)), code },
        };
        add(code, UNNAMED, { ...answerOf(response, schemas), body });
      }
    }
  }
  return errors;
}

const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});
