import { resolve } from "node:path";
import { capabilities, type Capability } from "../cases/Case.ts";
import { bundledContract } from "../contract/loadContract.ts";
import type { Profile } from "../verify/Verification.ts";
import { baseUrlOf, isLoopback } from "./baseUrl.ts";
import { numberOf, oneOf, parseFlags } from "./flags.ts";
import { Misuse } from "./Misuse.ts";

/** Requests a second at a server that is not ours alone. */
const polite = 10;

const lackable = Object.entries(capabilities)
  .map(([name, what]) => `                         ${name.padEnd(8)}${what}`)
  .join("\n");

export const verifyHelp = `Holds a server to the contract, and reports every departure from it with a curl line.

Usage: AMPS_API_KEY=… ev-charger-contract verify --url URL [flags]

  --url URL            The server
  --api-key-env NAME   Environment variable that has the API key. Default: AMPS_API_KEY
  --profile PROFILE    read-only sends GET alone; full pushes, cancels and writes, too, and leaves
                       that behind. Default: read-only
  --seed N             Which cases are drawn: the same seed, the same cases. Default: 1
  --cases N            How many are drawn, besides those that the contract gives by itself.
                       Default: 500
  --rate N             Requests a second at most; 0: as fast as it goes. Default: ${polite}, and 0 for an
                       address on this machine
  --timeout MS         How long to wait for an answer. Default: 5000
  --lacks LIST         What the server cannot do by its nature, with commas. It is counted as not
                       applicable, and a failure once the server does it all. Of:
${lackable}
  --contract FILE      Bundled contract, JSON. Default: the one of @ev-charger/spec
  --report FORMAT      pretty, json or junit, on standard output. Default: pretty
  -h, --help           Show this

Ends with 0 when the server does what the contract says, with 1 when it does not, and with 2 when
it could not be verified. Progress goes to standard error. The key is in no output.`;

const flags = {
  url: { type: "string" },
  "api-key-env": { type: "string", default: "AMPS_API_KEY" },
  profile: { type: "string", default: "read-only" },
  seed: { type: "string", default: "1" },
  cases: { type: "string", default: "500" },
  rate: { type: "string" },
  timeout: { type: "string", default: "5000" },
  lacks: { type: "string" },
  contract: { type: "string" },
  report: { type: "string", default: "pretty" },
  help: { type: "boolean", short: "h", default: false },
} as const;

export interface VerifyFlags {
  readonly baseUrl: string;
  readonly apiKeyVariable: string;
  readonly profile: Profile;
  readonly seed: number;
  readonly cases: number;
  readonly rate: number;
  readonly timeout: number;
  readonly lacks: readonly Capability[];
  readonly contract: string;
  readonly report: "pretty" | "json" | "junit";
}

/** What the flags say; undefined when they ask for help. @throws Misuse when they are wrong. */
export function verifyFlags(args: readonly string[]): VerifyFlags | undefined {
  const values = parseFlags("verify", args, flags);
  if (values.help) return undefined;
  const url = baseUrlOf(values.url);
  const usual = isLoopback(url) ? 0 : polite;
  return {
    baseUrl: `${url.origin}${url.pathname}`.replace(/\/+$/, ""),
    apiKeyVariable: values["api-key-env"],
    profile: oneOf("profile", values.profile, ["read-only", "full"]),
    seed: numberOf("seed", values.seed, 0, 2 ** 31 - 1),
    cases: numberOf("cases", values.cases, 0, 1_000_000),
    rate: values.rate === undefined ? usual : numberOf("rate", values.rate, 0, 1_000_000),
    timeout: numberOf("timeout", values.timeout, 1, 600_000),
    lacks: lacksOf(values.lacks),
    contract: values.contract === undefined ? bundledContract : resolve(values.contract),
    report: oneOf("report", values.report, ["pretty", "json", "junit"]),
  };
}

function lacksOf(text: string | undefined): Capability[] {
  if (text === undefined) return [];
  const names = text.split(",").map((name) => name.trim());
  const isCapability = (name: string): name is Capability => Object.hasOwn(capabilities, name);
  const unknown = names.find((name) => !isCapability(name));
  if (unknown !== undefined) {
    const all = Object.keys(capabilities).join(", ");
    throw new Misuse(`--lacks has "${unknown}", and may have ${all}, with commas between them.`);
  }
  return [...new Set(names.filter(isCapability))];
}
