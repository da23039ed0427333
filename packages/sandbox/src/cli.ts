#!/usr/bin/env node
import { parseArgs } from "node:util";
import { instantOf } from "./domain/Clock.ts";
import { defaultKeys } from "./fleet/defaultFleet.ts";
import { shiftOf } from "./http/readNow.ts";
import type { SandboxOptions } from "./startSandbox.ts";

const help = `Serves the Amps EV-charger API (unofficial), with state, to test clients against.

Usage: ev-charger-sandbox [flags]

  --port N          Port to listen on; 0 picks a free one. Default: 4020
  --host ADDRESS    Address to listen on. Default: 127.0.0.1 (this machine only)
  --data DIR        Folder of the embedded database. Default: none, all is gone at the end
  --fleet FILE      JSON file with what to fill the database with
  --chargers N      Or: so many chargers. Default: 2, those of the vendor's page
  --users M         ... of so many users. Default: 2
  --seed S          ... drawn from this number. Default: 1
  --reset           Empty the database first
  --now TIME        Let the clock stand still at an instant such as 2026-05-07T09:24:10.000Z, or at the
                    one that the fleet names (fleet); or put it ahead by such as +90m, or --now=-2h
  --rate-limit N    Requests that a key may send in each minute; 0: as many as it likes. Default: 12000
  --log LEVEL       Log from this level on: trace, debug, info, warn, error or silent. Default: info
  -h, --help        Show this

DATABASE_URL in the environment names a PostgreSQL (15 or newer) to use instead of the embedded one,
REDIS_URL a Redis in which several instances count requests together.

With a sandbox key a request may say what time it is for it (x-sandbox-now: +90m), and what is to go
wrong with it (x-sandbox-fault: latency=500, code=SERVICE_UNAVAILABLE).`;

const flags = {
  port: { type: "string", default: "4020" },
  host: { type: "string", default: "127.0.0.1" },
  data: { type: "string" },
  fleet: { type: "string" },
  chargers: { type: "string" },
  users: { type: "string" },
  seed: { type: "string" },
  reset: { type: "boolean", default: false },
  now: { type: "string" },
  "rate-limit": { type: "string" },
  log: { type: "string", default: "info" },
  help: { type: "boolean", short: "h", default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>["values"];

const LEVELS = ["trace", "debug", "info", "warn", "error", "silent"];

/** The command was called in a wrong way. */
class Misuse extends Error {
  override readonly name = "Misuse" as const;
}

/** Runs the command. Returns the exit code, or undefined while the sandbox goes on serving. */
async function run(args: readonly string[]): Promise<number | undefined> {
  try {
    const values = parse(args);
    if (values.help) {
      console.log(help);
      return 0;
    }
    await serve(optionsOf(values));
    return undefined;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return error instanceof Misuse ? 2 : 1;
  }
}

function parse(args: readonly string[]): Values {
  try {
    // Script runners hand on the "--" that separates their own flags.
    return parseArgs({ args: args.filter((arg) => arg !== "--"), options: flags }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Misuse(`${reason}. See --help.`, { cause: error });
  }
}

function optionsOf(values: Values): SandboxOptions {
  const { host, data, fleet, reset, log } = values;
  for (const [flag, value] of Object.entries({ host, data, fleet })) {
    if (value === "") throw new Misuse(`--${flag} is empty.`);
  }
  if (!LEVELS.includes(log)) throw new Misuse(`--log has to be one of ${LEVELS.join(", ")}.`);
  const drawn = [values.chargers, values.users, values.seed].some((value) => value !== undefined);
  if (fleet !== undefined && drawn) {
    throw new Misuse("Give --fleet, or --chargers with --users and --seed, not both.");
  }
  const size = {
    chargers: numberOf("chargers", values.chargers ?? "2", 0, 10_000_000),
    users: numberOf("users", values.users ?? "2", 1, 10_000_000),
    seed: numberOf("seed", values.seed ?? "1", 0, 1_000_000_000),
  };
  const rateLimit = values["rate-limit"];
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  if (databaseUrl && data !== undefined) {
    throw new Misuse("Give --data for the embedded database, or DATABASE_URL, not both.");
  }
  return {
    port: numberOf("port", values.port, 0, 65_535),
    host,
    reset,
    processMetrics: true,
    ...(log !== "silent" && { logLevel: log }),
    ...(data !== undefined && { data }),
    ...(databaseUrl && { databaseUrl }),
    ...(redisUrl && { redisUrl }),
    ...(fleet !== undefined ? { fleet } : drawn && { fleet: size }),
    ...(values.now !== undefined && { now: timeOf(values.now) }),
    ...(rateLimit !== undefined && {
      rateLimit: numberOf("rate-limit", rateLimit, 0, 1_000_000_000),
    }),
  };
}

function numberOf(flag: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  throw new Misuse(`--${flag} must be a whole number from ${min} to ${max}, not "${text}".`);
}

function timeOf(text: string): string | number {
  const shift = shiftOf(text);
  if (shift !== undefined) return shift;
  try {
    if (text !== "fleet") instantOf(text);
    return text;
  } catch (cause) {
    const forms =
      'an instant such as 2026-05-07T09:24:10.000Z, a time ahead such as +90m, or "fleet"';
    throw new Misuse(`--now must be ${forms}, not "${text}".`, { cause });
  }
}

async function serve(options: SandboxOptions): Promise<void> {
  // The database takes a moment to load, which --help and a wrong flag need not wait for.
  const { startSandbox } = await import("./startSandbox.ts");
  const sandbox = await startSandbox(options);
  let isStopping = false;
  const stop = (): void => {
    if (!isStopping) console.error("Stopping …");
    isStopping = true;
    // The channel to a parent, if there is one, would keep the process.
    if (process.connected) process.disconnect?.();
    sandbox.stop().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    });
  };
  // The terminal and a script's parent may both pass the same signal on.
  process.on("SIGINT", stop).on("SIGTERM", stop).on("disconnect", stop);
  // Whoever reads this may stop it at once.
  console.log(`Sandbox of the contract on ${sandbox.url}, with ${sandbox.database}`);
  if (typeof options.fleet !== "string") {
    console.log(
      `Try: curl --url '${sandbox.url}/ev-charger' --header 'x-api-key: ${defaultKeys.sandbox}'`,
    );
  }
}

process.exitCode = await run(process.argv.slice(2));
