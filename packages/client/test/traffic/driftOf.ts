import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isRecord } from "../../../../scripts/isRecord.ts";
import { apiKeyHeader } from "../../src/operations.gen.ts";
import type { Exchange } from "./Exchange.ts";
import { harOf } from "./harOf.ts";

const contract = fileURLToPath(import.meta.resolve("@ev-charger/spec/openapi.yaml"));

/** The Redocly that bundles the contract. */
const redocly = join(
  dirname(createRequire(contract).resolve("@redocly/cli/package.json")),
  "bin/cli.js",
);

export interface Traffic {
  readonly exchanges: readonly Exchange[];
  /** Where all of them went: what is behind it in their addresses is the contract's path. */
  readonly server: string;
  /** Headers that whoever recorded them had the client send besides the contract's. */
  readonly ownHeaders?: readonly string[];
}

/**
 * Holds traffic against the contract with `redocly drift`: paths, parameters, headers and bodies of
 * the requests, and bodies of the answers. It reads an archive without keys, which is then removed.
 *
 * @returns what departs from the contract
 * @throws Error when it has not judged all of the traffic
 */
export async function driftOf(traffic: Traffic): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "ev-charger-traffic-"));
  try {
    await writeFile(join(folder, "traffic.har"), harOf(traffic.exchanges));
    return departuresIn(await judge(folder, traffic), traffic.exchanges.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function judge(folder: string, { server, ownHeaders = [] }: Traffic): Promise<unknown> {
  // It takes the header of the key for one that is not documented, as no parameter has its name.
  const ignored = [apiKeyHeader, ...ownHeaders].join();
  const report = ["--format", "json", "--output", "report.json"];
  const where = ["--api", contract, "--server", server, "--ignore-headers", ignored];
  const program = [redocly, "drift", "traffic.har", "--traffic-format", "har", ...where, ...report];
  const quiet = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const options = { cwd: folder, env: { ...process.env, ...quiet } };
  // It ends with 1 when an error was found and when it failed; only then there is no report.
  const [ended] = await Promise.allSettled([
    promisify(execFile)(process.execPath, program, options),
  ]);
  try {
    return JSON.parse(await readFile(join(folder, "report.json"), "utf8"));
  } catch (cause) {
    const said = ended.status === "rejected" ? String(ended.reason) : ended.value.stderr;
    throw new Error(`redocly drift gave no report: ${said}`, { cause });
  }
}

/** Warnings and notices too: undocumented parameters and headers are no errors to it. */
function departuresIn(report: unknown, sent: number): readonly string[] {
  const { run, problems } = isRecord(report) ? report : {};
  if (!isRecord(run) || !Array.isArray(problems))
    throw new TypeError("redocly drift's report is not as it was: it has no run, or no problems.");
  const judged = Number(run["totalExchanges"]) - Number(run["skippedExchanges"]);
  if (judged !== sent) throw new Error(`redocly drift has judged ${judged} of ${sent} exchanges.`);
  return problems.map((problem: unknown) => {
    const { method, path, status, message } = isRecord(problem) ? problem : {};
    return `${String(method)} ${String(path)} (${String(status)}): ${String(message)}`;
  });
}
