/** Text as words of letters and digits, without the marks of letters; none of another script. */
function wordsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  return plain.split(/[^A-Za-z\d]+/).filter((word) => word !== "");
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const camelCase = ([first = "", ...others]: readonly string[]): string =>
  first.charAt(0).toLowerCase() + first.slice(1) + others.map(capitalised).join("");

/** A name may not begin with a digit. */
const named = (name: string): string => (/^\d/.test(name) ? `_${name}` : name);

/** Words of any text in PascalCase; "" when it has none. */
export const pascalCase = (text: string): string => named(wordsOf(text).map(capitalised).join(""));

/** Words of any text as `kebab-case`; "" when it has none. */
export const kebabCase = (text: string): string => wordsOf(text).join("-").toLowerCase();

/**
 * The name of an operation's method: its operationId, if that is a name already, and else its words in
 * camelCase; of what dots separate, the last comes first (`pets.list` is `listPets`). Without an
 * operationId, method and path (`GET /pets/{petId}` is `getPetsByPetId`).
 *
 * @returns "" when the operationId has no letter that a name can be made of.
 */
export function methodNameOf(operationId: unknown, method: string, path: string): string {
  if (typeof operationId === "string" && operationId !== "") {
    if (/^[A-Za-z_$][\w$]*$/.test(operationId)) return operationId;
    const letters = operationId.match(/\p{L}/gu) ?? [];
    if (
      letters
        .join("")
        .normalize("NFKD")
        .replaceAll(/\p{M}/gu, "")
        .match(/[^A-Za-z]/)
    )
      return "";
    const parts = operationId.split(".");
    const last = parts.pop() ?? "";
    return named(camelCase([last, ...parts].flatMap(wordsOf)));
  }
  const segments = path.split("/").map((segment) => segment.replaceAll("{", " by "));
  return named(camelCase([method.toLowerCase(), ...segments.flatMap(wordsOf)]));
}
