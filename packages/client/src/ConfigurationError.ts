import { EvChargerError } from "./EvChargerError.ts";

/** An option, or an argument of a call, that cannot work. The message names it and what to do. */
export class ConfigurationError extends EvChargerError {
  override readonly name = "ConfigurationError" as const;
  override readonly code = "CONFIGURATION" as const;
  declare readonly status: undefined;
  /** What is at fault, e.g. `apiKey` or `path.deviceId`. */
  declare readonly option: string;
}

/** A `ConfigurationError` whose message begins with the option at fault. */
export function refusal(option: string, problem: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(`${option}: ${problem}`, { option, cause });
}
