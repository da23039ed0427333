/** Colours a text for a terminal, or leaves it as it is. */
export type Paint = (style: "bold" | "dim" | "green" | "red" | "yellow", text: string) => string;

/** For files and pipes. */
export const plain: Paint = (_, text) => text;
