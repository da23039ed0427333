/**
 * Fills a path template, so that no value can lead to another endpoint: each one is encoded as one
 * segment, and one that a URL would swallow ("", ".", "..") is refused.
 *
 * @throws TypeError naming the parameter and the template.
 */
export function serializePath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const parameter = `${template}: the path parameter "${name}"`;
    if (value === undefined || value === null) {
      throw new TypeError(`${parameter} is missing. Pass it in \`path\`.`);
    }
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new TypeError(`${parameter} is not a string, number or boolean. Pass the id itself.`);
    }
    if (value === "" || value === "." || value === "..") {
      throw new TypeError(
        `${parameter} is ${JSON.stringify(value)}, which would reach another endpoint. Pass an id.`,
      );
    }
    try {
      return encodeURIComponent(value);
    } catch (cause) {
      throw new TypeError(`${parameter} is not well-formed Unicode. Pass an id.`, { cause });
    }
  });
}
