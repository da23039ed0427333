import { refusal } from "./ConfigurationError.ts";
import { textOf } from "./textOf.ts";

/**
 * Fills a path template, so that no value can lead to another endpoint: each one is encoded as one
 * segment, and one that a URL would swallow ("", ".", "..") is refused.
 *
 * @throws ConfigurationError naming the parameter.
 */
export function serializePath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    try {
      const text = textOf(value);
      if (!/^\.{0,2}$/.test(text)) return encodeURIComponent(text);
    } catch {
      // It is no text, or no well-formed Unicode: no id either.
    }
    throw refusal(`path.${name}`, 'not an id. Pass text other than "", "." and "..".');
  });
}
