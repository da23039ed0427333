import { defineConfig } from "vitest/config";

/** The long versions of the tests that have one, one after another, with their figures on the terminal. */
export default defineConfig({
  test: {
    include: ["test/{crash,memory,scale,sequences}.test.ts"],
    globalSetup: ["test/globalSetup.ts"],
    env: { LONG: "1" },
    reporters: ["verbose"],
    disableConsoleIntercept: true,
    fileParallelism: false,
    testTimeout: 30 * 60_000,
    hookTimeout: 30 * 60_000,
  },
});
