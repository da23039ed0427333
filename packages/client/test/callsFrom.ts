import { isRecord } from "../../../scripts/isRecord.ts";

type Json = Record<string, unknown>;

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** An operation of the contract, with the request that its examples make. */
export interface ExampleCall {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** `path`, `query`, `header` and `body`, those of them that the operation has. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Whether it answers one page of a list. */
  readonly paginated: boolean;
}

/** What a parameter without an example, a default and known values may be, by its type. */
const ANY: Json = { string: "any", integer: 1, number: 1, boolean: true };

/**
 * Every operation of the contract with its first request example, and all of its parameters.
 *
 * @throws Error naming METHOD path for a parameter or body for which no value can be found
 */
export function callsFrom(document: unknown): ExampleCall[] {
  const at = (value: unknown): Json => {
    if (!isRecord(value)) return {};
    const ref = value["$ref"];
    if (typeof ref !== "string") return value;
    return at(
      ref
        .slice(2)
        .split("/")
        .reduce<unknown>((node, key) => at(node)[key], document),
    );
  };
  const first = (value: unknown): unknown =>
    Array.isArray(value) ? value[0] : Object.values(at(value))[0];

  const exampleOf = (node: Json): unknown => {
    const schema = at(node["schema"]);
    return [
      node["example"],
      at(first(node["examples"]))["value"],
      schema["example"],
      first(schema["examples"]),
      schema["default"],
      first(schema["enum"]),
      ANY[String(schema["type"])],
    ].find((value) => value !== undefined);
  };

  const requestOf = (shared: unknown, operation: Json, where: string): Json => {
    const request: Record<string, Json> = {};
    const parameters = [shared, operation["parameters"]].flat().map(at);
    for (const parameter of parameters.filter(({ name }) => name !== undefined)) {
      const group = String(parameter["in"]);
      const name = String(parameter["name"]);
      const value = exampleOf(parameter);
      if (value === undefined)
        throw new Error(`${where}: ${group}.${name} has no example. Give it one.`);
      request[group] = { ...request[group], [name]: value };
    }
    if (operation["requestBody"] === undefined) return request;
    const body = exampleOf(at(first(at(operation["requestBody"])["content"])));
    if (body === undefined) throw new Error(`${where}: the body has no example. Give it one.`);
    return { ...request, body };
  };

  const isPaginated = (operation: Json): boolean => {
    const success = Object.entries(at(operation["responses"])).find(([status]) => status < "3");
    const schema = at(at(first(at(success?.[1])["content"]))["schema"]);
    const data = at(at(schema["properties"])["data"]);
    const members = at(data["properties"]);
    return "items" in members && "pagination" in members;
  };

  return Object.entries(at(at(document)["paths"])).flatMap(([path, item]) =>
    METHODS.filter((method) => at(item)[method] !== undefined).map((method) => {
      const operation = at(at(item)[method]);
      const where = `${method.toUpperCase()} ${path}`;
      return {
        id: String(operation["operationId"]),
        method: method.toUpperCase(),
        path,
        request: requestOf(at(item)["parameters"], operation, where),
        paginated: isPaginated(operation),
      };
    }),
  );
}
