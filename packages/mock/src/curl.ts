import type { Operation } from "./prism.ts";

/**
 * A command to paste into a shell: the contract's first GET operation with its own example values
 * and the API key that the contract gives as an example (`x-example`). Undefined when the contract has no GET.
 */
export function curl(server: string, operations: readonly Operation[]): string | undefined {
  const operation = operations.find(({ method }) => method === "get");
  if (operation === undefined) return undefined;
  const target = new URL(
    server +
      operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
        encodeURIComponent(example(operation.request?.path, name)),
      ),
  );
  for (const { name, required } of operation.request?.query ?? []) {
    if (required) target.searchParams.set(name, example(operation.request?.query, name));
  }
  const keys = (operation.security?.[0] ?? []).flatMap((scheme) => {
    if (scheme.type !== "apiKey" || scheme.in !== "header") return [];
    const key = scheme.extensions?.["x-example"];
    return [`--header '${scheme.name}: ${typeof key === "string" ? key : "any-key"}'`];
  });
  const url = target.href.replaceAll("'", "%27");
  return ["curl --request GET", `--url '${url}'`, ...keys].join(" ");
}

interface Parameter {
  name: string;
  examples?: readonly object[];
}

function example(parameters: readonly Parameter[] = [], name: string): string {
  const first = parameters.find((parameter) => parameter.name === name)?.examples?.[0];
  return first && "value" in first ? String(first.value) : "example";
}
