/** What a text of a URL or header may mean to a schema: itself, a number, a boolean. */
export function readings(text: string): unknown[] {
  const number = Number(text);
  const isNumber = text.trim() !== "" && Number.isFinite(number);
  const isBoolean = text === "true" || text === "false";
  return [...(isNumber ? [number] : []), ...(isBoolean ? [text === "true"] : []), text];
}
