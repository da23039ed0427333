/** Thrown by `createClient` for an option that cannot work. The message names it and what to do. */
export class ConfigurationError extends TypeError {
  override readonly name = "ConfigurationError" as const;
  /** The option at fault, e.g. `apiKey`. */
  readonly option: string;

  constructor(option: string, problem: string) {
    super(`${option}: ${problem}`);
    this.option = option;
  }
}
