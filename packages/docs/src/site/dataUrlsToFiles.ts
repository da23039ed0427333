import { createHash } from "node:crypto";

/** A picture or font within a style. Policies that allow the page's own host alone stop it. */
const DATA_URL = /url\((?:"(data:(?:[^"\\]|\\.)+)"|'(data:(?:[^'\\]|\\.)+)'|(data:[^)"'\s]+))\)/gu;

/**
 * Moves what styles carry in themselves to files beside them.
 *
 * @param prefix What their names begin with; the rest is their content's hash.
 * @param files Takes the files, by name.
 * @returns The styles, with the files' names in place of their content.
 */
export function dataUrlsToFiles(
  styles: string,
  prefix: string,
  files: Map<string, Uint8Array>,
): string {
  return styles.replaceAll(DATA_URL, (_, ...quoted: (string | undefined)[]) => {
    const data = quoted.find((one) => typeof one === "string") ?? "";
    const { type, bytes } = decode(data.replaceAll(/\\(.)/gu, "$1"));
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
    const name = `${prefix}-${hash}.${endingOf(type)}`;
    files.set(name, bytes);
    return `url('${name}')`;
  });
}

function endingOf(type: string): string {
  const [, ending = "bin"] = /([a-z]+)$/u.exec(type.replace("+xml", "")) ?? [];
  return ending;
}

function decode(url: string): { type: string; bytes: Uint8Array } {
  const [, type = "", base64, body = ""] =
    /^data:([^;,]*)[^,]*?(;base64)?,([^]*)$/u.exec(url) ?? [];
  const bytes =
    base64 === undefined ? Buffer.from(decodeURIComponent(body)) : Buffer.from(body, "base64");
  return { type, bytes };
}
