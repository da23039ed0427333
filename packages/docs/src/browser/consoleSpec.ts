import { isJson, type Json } from "./readContract.ts";

/**
 * The contract as the console shows it: with a server that can be changed, and without the parts that
 * the page does in its own way (the key) or that lead back to the console.
 *
 * @param address The server that is chosen at first.
 */
export function specFor(contract: Json, address: string): Json {
  const { security: _security, components, paths, ...rest } = contract;
  const { securitySchemes: _schemes, ...parts } = isJson(components) ? components : {};
  return {
    ...rest,
    info: withoutDescription(contract["info"]),
    servers: [{ url: SERVER, variables: { address: { default: address } } }],
    components: parts,
    paths: mapValues(paths, (item) => pathItem(item, contract)),
  };
}

/** The server of the console's contract: wherever its variable `address` leads. */
export const SERVER = "{address}";

/** The header that carries the API key. @throws {TypeError} when the contract has none */
export function keyHeaderOf(contract: Json): string {
  const components = contract["components"];
  const schemes = isJson(components) ? components["securitySchemes"] : undefined;
  for (const scheme of isJson(schemes) ? Object.values(schemes) : []) {
    if (isJson(scheme) && scheme["in"] === "header" && typeof scheme["name"] === "string") {
      return scheme["name"];
    }
  }
  throw new TypeError("The contract has no API key that is sent as a header.");
}

/** The reference has the prose; here it would only stand above the operations. */
function withoutDescription(info: unknown): unknown {
  if (!isJson(info)) return info;
  const { description: _description, summary: _summary, ...rest } = info;
  return rest;
}

/** Of parameters that all operations of a path share, Swagger UI does not follow a `$ref`: each gets its own. */
function pathItem(item: unknown, contract: Json): unknown {
  if (!isJson(item)) return item;
  const { parameters, ...rest } = item;
  const shared: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  return mapValues(rest, (operation) => {
    if (!isJson(operation)) return operation;
    const { security: _security, description, parameters: given, ...others } = operation;
    const own: readonly unknown[] = Array.isArray(given) ? given : [];
    const names = new Set(own.map((parameter) => nameOf(parameter, contract)));
    const inherited = shared.filter((parameter) => !names.has(nameOf(parameter, contract)));
    return {
      ...others,
      ...(typeof description === "string" && { description: withoutOwnLink(description) }),
      parameters: [...inherited, ...own],
    };
  });
}

/** What makes a parameter the same as another one: an operation's replaces the one of its path. */
function nameOf(parameter: unknown, contract: Json): string {
  const { $ref: reference, ...rest } = isJson(parameter) ? parameter : {};
  if (typeof reference !== "string") return `${String(rest["in"])} ${String(rest["name"])}`;
  const target = reference
    .split("/")
    .slice(1)
    .reduce<unknown>((at, key) => (isJson(at) ? at[key] : undefined), contract);
  return isJson(target) ? nameOf(target, contract) : reference;
}

/** The reference's link to this very page. */
const withoutOwnLink = (description: string): string =>
  description.replace(/\n\n\[Try it\]\(\S+\)$/u, "");

function mapValues(value: unknown, map: (member: unknown) => unknown): unknown {
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, map(member)]));
}
