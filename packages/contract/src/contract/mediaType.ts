/** A media type in lower case and without parameters; empty when the header is absent. */
export const essence = (contentType: string | null): string =>
  contentType?.split(";", 1).join("").trim().toLowerCase() ?? "";

/** Whether bodies of that media type are JSON. */
export const isJson = (type: string): boolean => /^application\/(?:[^;]+\+)?json$/.test(type);
