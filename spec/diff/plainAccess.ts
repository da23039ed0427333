import { isRecord } from "../../scripts/isRecord.ts";
import { byText, type Json } from "./json.ts";

/** The ways to get in, each with its credentials and scopes, in one order. */
export function plainSecurity(ways: readonly unknown[]): readonly unknown[] {
  const each = ways.map((way): unknown =>
    isRecord(way)
      ? Object.fromEntries(
          Object.entries(way)
            .toSorted(byText)
            .map(([name, scopes]) => [
              name,
              Array.isArray(scopes) ? [...new Set(scopes)].toSorted(byText) : scopes,
            ]),
        )
      : way,
  );
  const distinct = new Map(each.map((way) => [JSON.stringify(way), way]));
  // To need nothing alone is to need nothing.
  return distinct.size === 1 && distinct.has("{}") ? [] : [...distinct.values()].toSorted(byText);
}

/** The member by which scopes are compared, as Redocly compares no maps of texts. */
export const SCOPE_NAMES = "scopeNames";

/** A flow of OAuth2 that says what is said of scopes, and which there are, where it is compared. */
export function withScopes(flow: Json): Json {
  const { scopes } = flow;
  if (!isRecord(scopes) || !("tokenUrl" in flow || "authorizationUrl" in flow)) return flow;
  const entries = Object.entries(scopes).toSorted(byText);
  return {
    ...flow,
    [SCOPE_NAMES]: entries.map(([name]) => name),
    scopeDescriptions: entries.map(([, text]) => text),
  };
}
