import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { startCli } from "./runCli.ts";
import { startThings, thingsKey } from "./startThings.ts";
import { writeThings } from "./writeThings.ts";

test("comes to its report although nobody listens to its progress any more", async () => {
  const server = await startThings();
  onTestFinished(() => server.stop());
  const { contract, remove } = await writeThings();
  onTestFinished(remove);

  const flags = ["--url", server.url, "--contract", contract, "--cases", "20"];
  const child = startCli(["verify", ...flags], { AMPS_API_KEY: thingsKey });
  child.stderr.once("data", () => child.stderr.destroy());
  const [report] = await Promise.all([text(child.stdout), once(child, "close")]);
  expect(report).toContain("0 failures");
  expect(child.exitCode).toBe(0);
});
