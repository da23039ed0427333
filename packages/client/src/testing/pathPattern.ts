/** A path template as MSW matches it, e.g. `/ev-charger/:deviceId`. */
export const pathPattern = (template: string): string =>
  template
    .split(/(\{[^}]+\})/)
    .map((part) =>
      part.startsWith("{") ? `:${token(part.slice(1, -1))}` : part.replaceAll(":", "\\:"),
    )
    .join("");

/** The names of a template's parameters, and what MSW is told that they are called. */
export const pathTokens = (template: string): [name: string, token: string][] =>
  [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => [name, token(name)]);

/** MSW knows letters, digits and underscores in names. */
const token = (name: string): string => name.replaceAll(/\W/g, "_");
