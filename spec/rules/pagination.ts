import type { Oas3Visitor, UserContext } from "@redocly/openapi-core";
import { isObject, parametersOf, type Placed, placed } from "./nodes.ts";
import { dataOf, isOnly, members, shapeOf, successesOf } from "./shapes.ts";

const NUMBERS = { limit: "integer", offset: "integer", total: "integer", hasMore: "boolean" };

/** What a list lacks, and the next step. */
interface Lack {
  readonly message: string;
  readonly location: Placed["location"];
}

/**
 * Requires an operation that answers `items` or `pagination` to have the whole shape of a list, by
 * which the client knows that it has pages.
 */
export function pagination(): Oas3Visitor {
  return {
    PathItem: {
      Operation(operation, ctx, parents) {
        const successes = successesOf(operation, ctx);
        const bodies = successes.flatMap((success) => success.bodies);
        if (!bodies.some((body) => looksLikeList(dataOf(body, ctx), ctx))) return;

        const empty = successes.filter((success) => success.bodies.length === 0);
        const lacks = [
          ...empty.map(({ location }) => ({
            message:
              "Every success of a list has to be a page. Drop this one, or give it the content.",
            location,
          })),
          ...bodies.flatMap((body) => lacksOfData(dataOf(body, ctx), ctx)),
          ...lacksOfQuery(operation, parents, ctx),
        ];
        for (const lack of lacks) ctx.report(lack);
      },
    },
  };
}

/** `seen`: a schema may choose between schemas that build on it. */
function looksLikeList(data: Placed, ctx: UserContext, seen = new Set<unknown>()): boolean {
  if (seen.has(data.node)) return false;
  seen.add(data.node);
  const properties = isObject(data.node) ? data.node["properties"] : undefined;
  if (isObject(properties) && ("items" in properties || "pagination" in properties)) return true;
  return ["allOf", "anyOf", "oneOf"].some((keyword) =>
    members(data, keyword, ctx).some((member) => looksLikeList(member, ctx, seen)),
  );
}

function lacksOfData(data: Placed, ctx: UserContext): Lack[] {
  const at = data.location;
  const shape = shapeOf(data, ctx);
  if (shape === undefined)
    return [{ message: "What a list answers has to be an object, and never null.", location: at }];

  const { properties, required } = shape;
  const lacks = ["items", "pagination"]
    .filter((name) => !required.has(name))
    .map((name) => ({
      message: `A list has to require \`${name}\`. Name it in \`required\`, as schemas/EvChargerList.yaml does.`,
      location: at,
    }));
  const items = properties.get("items");
  if (items !== undefined && !isOnly("array", items))
    lacks.push({ message: "The `items` of a list have to be an array.", location: items.location });
  const page = properties.get("pagination");
  return page === undefined ? lacks : [...lacks, ...lacksOfPage(page, ctx)];
}

function lacksOfPage(page: Placed, ctx: UserContext): Lack[] {
  const shape = shapeOf(page, ctx);
  return Object.entries(NUMBERS).flatMap(([name, type]) => {
    const property = shape?.properties.get(name);
    const found = shape?.required.has(name) === true && property !== undefined;
    if (found && isOnly(type, property)) return [];
    return {
      message: `The \`pagination\` of a list has to be an object that requires \`${name}\`, of type ${type}. Refer to schemas/Pagination.yaml.`,
      location: property?.location ?? page.location,
    };
  });
}

function lacksOfQuery(operation: unknown, parents: unknown, ctx: UserContext): Lack[] {
  const parameters = parametersOf(operation, parents, ctx);
  return ["limit", "offset"].flatMap((name) => {
    const found = parameters.find(({ node }) => node["in"] === "query" && node["name"] === name);
    if (found === undefined) {
      return {
        message: `A list has to take the query parameter \`${name}\`. Refer to parameters/${name}.yaml.`,
        location: ctx.location,
      };
    }
    const { node, location } = found;
    const schema = placed(node["schema"], location.child("schema"), ctx);
    if (isOnly("integer", schema) && node["required"] !== true) return [];
    return {
      message: `The query parameter \`${name}\` of a list has to be an integer, and not required.`,
      location,
    };
  });
}
