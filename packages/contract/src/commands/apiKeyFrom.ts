import { Misuse } from "./Misuse.ts";

/**
 * The API key, from the environment variable of that name.
 *
 * @throws Misuse when the contract wants a key and there is none. A name that looks like a key, as
 * it may be given by mistake, is not repeated.
 */
export function apiKeyFrom(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  wanted: boolean,
): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Misuse(
      "--api-key-env must be the name of an environment variable, not the key itself.",
    );
  }
  const key = environment[name]?.trim() ?? "";
  if (key !== "" || !wanted) return key;
  const called = /[a-z]/.test(name) ? "variable that --api-key-env names" : `variable ${name}`;
  throw new Misuse(
    `The environment ${called} is not set, or empty: put the API key there, or name another one with --api-key-env.`,
  );
}
