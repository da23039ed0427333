import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, LaunchOptions } from "playwright-core";

/** A browser to test with, or why this machine has none. */
export type BrowserOrReason = { browser: Browser } | { reason: string };

/** Host name that leads to this machine, yet does not look local: Redoc behaves differently on `localhost`. */
export const PUBLIC_HOST = "docs.example";

const ARGS = [
  // Nothing but the server under test can be reached, so that no test depends on a network.
  `--host-resolver-rules=MAP ${PUBLIC_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
];

/**
 * Starts the Chromium that npm installed; where it cannot run (it is for Linux x64), the system's
 * Chrome or Edge.
 */
export async function launchBrowser(): Promise<BrowserOrReason> {
  const reasons: string[] = [];
  for (const [name, options] of candidates()) {
    try {
      return { browser: await chromium.launch({ args: ARGS, ...(await options()) }) };
    } catch (error) {
      const [firstLine] = String(error instanceof Error ? error.message : error).split("\n");
      reasons.push(`${name}: ${firstLine}`);
    }
  }
  return { reason: reasons.join("; ") };
}

function candidates(): [string, () => Promise<LaunchOptions>][] {
  const system: [string, () => Promise<LaunchOptions>][] = ["chrome", "msedge"].map((channel) => [
    channel,
    () => Promise.resolve({ channel }),
  ]);
  return process.platform === "linux" && process.arch === "x64"
    ? [["@sparticuz/chromium", npmChromium], ...system]
    : system;
}

async function npmChromium(): Promise<LaunchOptions> {
  const folder = await unpackedChromium();
  return {
    executablePath: join(folder, "chromium"),
    args: [...ARGS, "--no-sandbox"],
    env: {
      ...process.env,
      HOME: folder,
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
    },
  };
}

/** Unpacks Chromium (2 s) once per version and user, and says where it is. */
async function unpackedChromium(): Promise<string> {
  const main = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  const home = dirname(dirname(main));
  const { version } = parseVersion(await readFile(join(home, "package.json"), "utf8"));
  const folder = join(tmpdir(), `ev-charger-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (await exists(folder)) return folder;

  // Another run may unpack at the same time, and this one may be interrupted: only a whole folder gets the name.
  const staging = await mkdtemp(`${folder}-`);
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = staging;
  try {
    const { default: packed, inflate } = await import("@sparticuz/chromium");
    await packed.executablePath();
    await inflate(join(home, "bin", "al2023.tar.br"));
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  await mkdir(join(staging, "cache"));
  await writeFile(
    join(staging, "fonts.conf"),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>\n`,
  );
  try {
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  }
  return folder;
}

function parseVersion(json: string): { version: string } {
  const value: unknown = JSON.parse(json);
  if (typeof value === "object" && value !== null && "version" in value) {
    return { version: String(value.version) };
  }
  throw new TypeError("@sparticuz/chromium/package.json has no version.");
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
