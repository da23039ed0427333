/** The command was called in a wrong way; the message names the flag, and the next step. */
export class Misuse extends Error {
  override readonly name = "Misuse" as const;
}
