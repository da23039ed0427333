declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/** A variable of the environment. */
export function environment(name: string): string | undefined {
  try {
    return process.env[name];
  } catch {
    // Browsers have no environment, and Deno may not let it be read.
    return undefined;
  }
}
