import { bundleSpec, InvalidSpecError } from "./bundleSpec.ts";

try {
  await bundleSpec();
} catch (error) {
  if (!(error instanceof InvalidSpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
