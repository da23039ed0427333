import type { Findable } from "../browser/Findable.ts";
import { type Api, type ApiOperation, referenceFragment } from "../contract/readApi.ts";
import { errorCodes, errorFragment } from "../pages/errorCodes.ts";
import { propertyNames } from "../pages/schemaTable.ts";
import { sectionsOf } from "./markdown.ts";
import type { Page } from "./Page.ts";

type Thing = Omit<Findable, "id">;

/** Everything that the search finds: operations, error codes, and each part of each page. */
export function findables(api: Api, pages: readonly Page[]): readonly Findable[] {
  return [
    ...api.operations.map((operation) => findableOperation(api, operation)),
    ...errorCodes(api, api.operations).map(findableError),
    ...pages.flatMap(findableParts),
  ].map((thing, id) => ({ id, ...thing }));
}

/** A script that gives the search its data; a script, as files cannot be fetched from a file. */
export const searchScript = (found: readonly Findable[]): string =>
  `globalThis.docsSearch=${JSON.stringify(found)};\n`;

function findableOperation(api: Api, operation: ApiOperation): Thing {
  const { method, path, operationId, summary, description, parameters, body, responses } =
    operation;
  const isDeprecated = operation.deprecation !== undefined;
  const media = [...(body?.media ?? []), ...responses.flatMap((response) => response.media)];
  const words = [
    ...parameters.map(({ name }) => name),
    ...media.flatMap(({ schema }) => (schema === undefined ? [] : propertyNames(schema))),
    ...errorCodes(api, [operation]).map(({ code }) => code),
    ...(isDeprecated ? ["deprecated"] : []),
  ];
  return {
    kind: "Operation",
    href: `reference/index.html${referenceFragment(operation)}`,
    title: summary,
    method,
    within: path,
    ...(isDeprecated && { deprecated: true }),
    names: [operationId, path, `${method} ${path}`],
    text: [plain(description), ...new Set(words)].join(" "),
  };
}

function findableError({
  code,
  statuses,
  when,
  remedy,
}: ReturnType<typeof errorCodes>[number]): Thing {
  return {
    kind: "Error",
    href: `guides/errors.html#${errorFragment(code)}`,
    title: code,
    within: `Status ${statuses.join(", ")}`,
    names: statuses.map(String),
    text: plain(`${when} ${remedy}`),
  };
}

/** A page is found by its parts, each of which begins with a heading. */
function findableParts({ path, title, markdown }: Page): readonly Thing[] {
  // The first page has nothing that the others do not have, and errors are found one by one.
  if (path === "index") return [];
  return sectionsOf(markdown).map(({ id, heading, text }) => ({
    kind: kindOf(path),
    href: `${path}.html${id === "" ? "" : `#${id}`}`,
    title: heading === "" ? title : heading,
    within: title,
    names: [],
    text,
  }));
}

function kindOf(path: string): Thing["kind"] {
  if (path.startsWith("decisions/")) return "Decision";
  return path === "changelog" ? "Changelog" : "Guide";
}

const plain = (markdown: string): string =>
  markdown.replaceAll(/[`*]/gu, "").replaceAll(/\s+/gu, " ").trim();
