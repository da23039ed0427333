import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

/** No test changes what another one imports, and Prism is slow to import once per file. */
export default mergeConfig(base, {
  test: { isolate: false, globalSetup: ["../sandbox/test/globalSetup.ts"] },
});
