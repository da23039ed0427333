import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isJson, itemsOf, type Json } from "./Json.ts";
import type { Operation, Parameter } from "./Operation.ts";
import { sunsetOf } from "./sunsetOf.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** What the bundled contract says, as far as a server needs it. */
export class Contract {
  /** The whole document. */
  readonly document: Json;
  /** In the order of the document. */
  readonly operations: readonly Operation[];
  /** The header that carries the API key, in lower case. */
  readonly keyHeader: string;
  /** The key that the contract gives as an example (`x-example`). */
  readonly exampleKey: string | undefined;

  /** @throws TypeError naming the place, when the document is not a contract that a server can be made from. */
  constructor(document: unknown) {
    this.document = objectAt(document, "the contract");
    const scheme = Object.values(membersOf(this.at("components", "securitySchemes")))
      .map((one) => this.resolve(one))
      .find(({ type, in: where }) => type === "apiKey" && where === "header");
    if (scheme === undefined) throw new TypeError("The contract has no API key in a header.");
    this.keyHeader = textAt(scheme["name"], "the name of the key's header").toLowerCase();
    const example = scheme["x-example"];
    this.exampleKey = typeof example === "string" ? example : undefined;
    this.operations = Object.entries(membersOf(this.document["paths"])).flatMap(([path, item]) => {
      const pathItem = this.resolve(item);
      return METHODS.filter((method) => isJson(pathItem[method])).map((method) =>
        this.#operation(path, method, pathItem),
      );
    });
  }

  /** Reads the bundle of `@ev-charger/spec`. */
  static bundled(): Contract {
    const file = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.json"));
    return new Contract(JSON.parse(readFileSync(file, "utf8")));
  }

  /** The node that a `$ref` leads to, or the node itself. */
  resolve(node: unknown): Json {
    let found = objectAt(node, "a part of the contract");
    for (let hops = 0; typeof found["$ref"] === "string"; hops += 1) {
      if (hops > 32) throw new TypeError(`${found["$ref"]} of the contract refers to itself.`);
      found = objectAt(this.follow(found), found["$ref"]);
    }
    return found;
  }

  /** What a `$ref` says, which may be another one. */
  follow({ $ref }: Json): unknown {
    const segments = textAt($ref, "a $ref of the contract").split("/").slice(1);
    const names = segments.map((segment) =>
      decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"),
    );
    return this.at(...names);
  }

  /** What stands at a place of the document; undefined when nothing does. */
  at(...names: readonly string[]): unknown {
    let found: unknown = this.document;
    for (const name of names) found = isJson(found) ? found[name] : undefined;
    return found;
  }

  /** The values of a closed set of the contract, such as `KnownErrorCode`. */
  valuesOf(schema: string): readonly string[] {
    const values = this.resolve(this.at("components", "schemas", schema))["enum"];
    return itemsOf(values).filter((value) => typeof value === "string");
  }

  #operation(path: string, method: string, pathItem: Json): Operation {
    const node = objectAt(pathItem[method], `${method} ${path}`);
    const operationId = textAt(node["operationId"], `the operationId of ${method} ${path}`);
    const answers = new Map<number, Json>();
    const codes = new Map<string, number>();
    const details = new Map<string, Json>();
    const statuses: number[] = [];
    for (const [status, response] of Object.entries(membersOf(node["responses"]))) {
      if (!/^\d{3}$/.test(status)) continue;
      statuses.push(Number(status));
      const schema = jsonSchemaOf(this.resolve(response));
      if (schema === undefined) continue;
      answers.set(Number(status), schema);
      if (Number(status) < 400) continue;
      for (const code of this.#codesOf(schema)) codes.set(code, Number(status));
      for (const error of this.#errorsOf(this.resolve(response))) {
        const { code, details: shown } = error;
        if (typeof code === "string" && isJson(shown) && !details.has(code))
          details.set(code, shown);
      }
    }
    const successes = statuses.filter((status) => status >= 200 && status < 300);
    if (successes.length === 0)
      throw refusal(operationId, "no status of its success is a number", "answer with");
    const success = Math.min(...successes);
    if (!needsKey(node["security"] ?? this.document["security"]))
      throw refusal(operationId, "it needs no key", "serve");
    const odd = path.split("/").find((segment) => !/^(?:\{\w+\}|[^{}:*]*)$/.test(segment));
    if (odd !== undefined) throw refusal(operationId, `its path has ${odd}`, "route");
    return {
      operationId,
      method: method.toUpperCase(),
      path,
      parameters: this.#parameters(operationId, pathItem["parameters"], node["parameters"]),
      body: this.#body(operationId, node["requestBody"]),
      success,
      enveloped: answers.has(success),
      answers,
      codes,
      details,
      sunset: sunsetOf(node),
    };
  }

  /** The operation's own parameters replace those of its path. */
  #parameters(operationId: string, ...lists: readonly unknown[]): Parameter[] {
    const found = new Map<string, Parameter>();
    for (const item of lists.flatMap(itemsOf)) {
      const { name, in: where, required, schema } = this.resolve(item);
      if (where !== "path" && where !== "query" && where !== "header") {
        throw new TypeError(`The parameter ${String(name)} is in ${String(where)}.`);
      }
      found.set(`${where} ${String(name)}`, {
        name: textAt(name, "a parameter's name"),
        in: where,
        required: required === true,
        schema: objectAt(schema, `the schema of ${String(name)}`),
      });
    }
    for (const { in: where, name, schema } of found.values()) {
      const { type } = this.resolve(schema);
      const isScalar = type === "integer" || type === "number" || type === "boolean";
      if (this.#isText(schema) || (where === "query" && isScalar)) continue;
      const kind =
        typeof type === "string"
          ? `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`
          : "no plain text";
      throw refusal(operationId, `the ${where} parameter ${name} is ${kind}`, "read");
    }
    return [...found.values()];
  }

  #body(operationId: string, node: unknown): Json | undefined {
    if (node === undefined) return undefined;
    const body = this.resolve(node);
    if (body["required"] !== true) throw refusal(operationId, "its body may be left out", "read");
    const schema = jsonSchemaOf(body);
    if (schema === undefined) throw refusal(operationId, "its body is no JSON", "read");
    return schema;
  }

  /** Whether all that a schema allows is text, as a parameter comes. */
  #isText(schema: unknown): boolean {
    const { type, enum: values, const: constant, anyOf, oneOf, allOf } = this.resolve(schema);
    if (type !== undefined) return type === "string";
    if (values !== undefined) return itemsOf(values).every((value) => typeof value === "string");
    if (constant !== undefined) return typeof constant === "string";
    if (allOf !== undefined) return itemsOf(allOf).some((part) => this.#isText(part));
    const variants = itemsOf(anyOf ?? oneOf);
    return variants.length > 0 && variants.every((variant) => this.#isText(variant));
  }

  /** The errors that the examples of a response show. */
  #errorsOf({ content }: Json): Json[] {
    const media = membersOf(content)["application/json"];
    const examples = Object.values(membersOf(isJson(media) ? media["examples"] : undefined));
    return examples.flatMap((example) => {
      const { error } = membersOf(this.resolve(example)["value"]);
      return isJson(error) ? [error] : [];
    });
  }

  /** The codes of an error envelope: the constants of `error.code`, wherever `anyOf` puts them. */
  #codesOf(envelope: Json): string[] {
    const error = membersOf(this.resolve(envelope)["properties"])["error"];
    if (!isJson(error)) return [];
    const variants = itemsOf(error["anyOf"]);
    return (variants.length === 0 ? [error] : variants).flatMap((variant) => {
      const code = membersOf(this.resolve(variant)["properties"])["code"];
      const constant = isJson(code) ? this.resolve(code)["const"] : undefined;
      return typeof constant === "string" ? [constant] : [];
    });
  }
}

/** What keeps a server from being made of a contract, and where. */
const refusal = (operationId: string, what: string, verb: string): TypeError =>
  new TypeError(`${operationId}: ${what}, which the sandbox cannot ${verb} yet.`);

/** Whether none of the alternatives of a `security` is to send nothing. */
function needsKey(security: unknown): boolean {
  const alternatives = itemsOf(security);
  return (
    alternatives.length > 0 && alternatives.every((one) => Object.keys(membersOf(one)).length > 0)
  );
}

function jsonSchemaOf({ content }: Json): Json | undefined {
  const media = membersOf(content)["application/json"];
  const schema = isJson(media) ? media["schema"] : undefined;
  return isJson(schema) ? schema : undefined;
}

function objectAt(value: unknown, what: string): Json {
  if (isJson(value)) return value;
  throw new TypeError(`${what} is not an object.`);
}

function textAt(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw new TypeError(`${what} is not a text.`);
}

const membersOf = (value: unknown): Json => (isJson(value) ? value : {});
