import type { MockedOperation, MockedParameter } from "./MockedOperation.ts";
import { pathTokens } from "./pathPattern.ts";

/** What a resolver is told of a request; the types of the contract are put on it elsewhere. */
export interface RequestParts {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly request: Request;
}

/** The parts of a request, read as the operation documents them. */
export async function readRequest(
  { path, parameters }: MockedOperation,
  request: Request,
  matched: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<RequestParts> {
  const { searchParams } = new URL(request.url);
  const params = pathTokens(path).map(([name, token]): [string, unknown] => [
    name,
    read([String(matched[token])], parameters.path[name]),
  ]);
  const query = [...new Set(searchParams.keys())].map((name): [string, unknown] => [
    name,
    read(searchParams.getAll(name), parameters.query[name]),
  ]);
  const text = await request.clone().text();
  return {
    params: Object.fromEntries(params),
    query: Object.fromEntries(query),
    body: text === "" ? undefined : parse(text),
    request,
  };
}

/** What is not of its type stays the text that it is. */
function read(values: readonly string[], kind: MockedParameter | undefined): unknown {
  const [first = ""] = values;
  if (kind?.list === undefined) return readOne(first, kind);
  const items = kind.list === "commas" ? first.split(",") : values;
  return items.map((item) => readOne(item, kind));
}

function readOne(text: string, kind: MockedParameter | undefined): unknown {
  if (kind?.type === "number" && text !== "" && !Number.isNaN(Number(text))) return Number(text);
  if (kind?.type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // The resolver is told what came, as with the parameters.
  }
}
