import type { ApiOperation } from "../contract/readApi.ts";

/** A request as code, as `x-codeSamples` has it. */
export interface Sample {
  /** What an editor calls the language, such as `typescript`. */
  readonly lang: string;
  /** What the reader sees: curl, TypeScript or fetch. */
  readonly label: string;
  readonly source: string;
}

/** The requests of an operation, made from the contract's examples. */
export function samplesOf(operation: ApiOperation, server: string): readonly Sample[] {
  return [{ lang: "bash", label: "curl", source: `curl ${server}${operation.path}` }];
}
