import { defineConfig } from "vitest/config";

/** What every package's tests share: readable output, and a report that `npm test` adds up. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: ".report/vitest.json" },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    allowOnly: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A condition is waited for as long as a busy machine needs.
    expect: { poll: { timeout: 10_000 } },
  },
});
