import { styleText } from "node:util";
import { bundledContract, loadContract } from "../contract/loadContract.ts";
import { junit } from "../report/junit.ts";
import { plain, type Paint } from "../report/Paint.ts";
import { pretty } from "../report/pretty.ts";
import { ProgressLine } from "../report/ProgressLine.ts";
import type { Report } from "../report/Report.ts";
import { reportOf } from "../report/reportOf.ts";
import { scrubber } from "../report/scrubber.ts";
import { visible } from "../report/visible.ts";
import { verify } from "../verify/verify.ts";
import { apiKeyFrom } from "./apiKeyFrom.ts";
import { type VerifyFlags, verifyFlags, verifyHelp } from "./verifyFlags.ts";

/** Verifies a server. Returns the exit code. */
export async function verifyCommand(args: readonly string[]): Promise<number> {
  const flags = verifyFlags(args);
  if (flags === undefined) {
    console.log(verifyHelp);
    return 0;
  }
  const contract = await loadContract(flags.contract);
  const wantsKey = contract.operations.some(({ keyHeaders }) => keyHeaders.length > 0);
  const apiKey = apiKeyFrom(process.env, flags.apiKeyVariable, wantsKey);
  const scrub = scrubber(apiKey, flags.apiKeyVariable);

  const isShown = flags.report === "pretty" || process.stderr.isTTY;
  const progress = isShown
    ? new ProgressLine(process.stderr, `reaching ${scrub(flags.baseUrl)}`)
    : undefined;
  const stop = (code: number, message: string): never => {
    progress?.end();
    console.error(visible(scrub(message)));
    process.exit(code);
  };
  process.once("SIGINT", () => stop(130, "Interrupted: there is no report."));
  // By itself, Node.js would end with 1, which says that the server broke the contract.
  process.once("uncaughtException", (error) => stop(2, `Could not verify: ${messageOf(error)}`));

  try {
    const verification = await verify(contract, {
      ...flags,
      apiKey,
      ...(progress && { onProgress: progress.update }),
    });
    progress?.end();
    const ours = flags.contract === bundledContract;
    const { apiKeyVariable } = flags;
    const report = reportOf(verification, { apiKey, apiKeyVariable, ours });
    process.stdout.write(`${rendered(report, flags)}\n`);
    return report.failures.length > 0 ? 1 : 0;
  } catch (error) {
    progress?.end();
    console.error(visible(scrub(messageOf(error))));
    return 2;
  }
}

function rendered(report: Report, { report: format }: VerifyFlags): string {
  if (format === "json") return JSON.stringify(report, null, 2);
  return format === "junit" ? junit(report) : pretty(report, paintFor(process.stdout));
}

/** Colours on a terminal, unless the user wants none (https://no-color.org). */
const paintFor = ({ isTTY }: { readonly isTTY: boolean }): Paint =>
  isTTY && !process.env["NO_COLOR"]
    ? (style, text) => styleText(style, text, { validateStream: false })
    : plain;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
