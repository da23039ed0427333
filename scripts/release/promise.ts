import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isScalar, parseDocument } from "yaml";
import { higher, isLess, type Level, levelTowards, nextVersion } from "../versions.ts";
import { pendingChangesets, PUBLISHED } from "./changesets.ts";
import type { Compared } from "./compareWithRelease.ts";
import { contractVersion } from "./gate.ts";

/** What was written to promise what the contract's changes ask for. */
export interface Promised {
  readonly level: Level;
  readonly version: string;
  /** Paths of the files that are others now, relative to the workspace. */
  readonly written: readonly string[];
}

const CHANGESET = ".changeset/contract.md";

/**
 * Raises `info.version` and the changesets to what the changes of the contract ask for, and to the
 * higher of each other; never lowers one.
 *
 * @param root the workspace's folder
 */
export async function promiseChanges(root: string, compared: Compared): Promise<Promised> {
  const { since, demand, rows } = compared;
  const before = await contractVersion(root);
  const pending = await pendingChangesets(root);
  const level = higher(higher(demand, pending.level), levelTowards(since, before));
  const version = nextVersion(since, level);
  const written: string[] = [];
  if (version !== before) {
    await writeVersion(root, version);
    written.push("spec/openapi.yaml");
  }
  if (isLess(pending.level, level)) {
    const body = pending.texts.get("contract") ?? summaryOf(rows);
    const head = PUBLISHED.map((name) => `"${name}": ${level}`).join("\n");
    await writeFile(join(root, CHANGESET), `---\n${head}\n---\n\n${body}\n`);
    written.push(CHANGESET);
  }
  return { level, version, written };
}

/** Writes the version and nothing else: comments and style of the contract are its authors'. */
export async function writeVersion(root: string, version: string): Promise<void> {
  const file = join(root, "spec/openapi.yaml");
  const text = await readFile(file, "utf8");
  const node = parseDocument(text).getIn(["info", "version"], true);
  if (!isScalar(node) || !node.range) throw new Error(`${file} has no info.version. Add one.`);
  const [start, end] = node.range;
  const quote = /^["']/u.exec(text.slice(start, end))?.[0] ?? "";
  await writeFile(file, text.slice(0, start) + quote + version + quote + text.slice(end));
}

function summaryOf(rows: Compared["rows"]): string {
  const told = rows.filter(({ impact }) => impact !== "patch");
  if (told.length === 0) return "The contract says it in other words.";
  return told
    .map(({ operation, what, from, to }) => {
      const values = from === "" || to === "" ? "" : `, ${from} → ${to}`;
      return `- ${operation}: ${what}${values}`.replaceAll(/\s+/gu, " ");
    })
    .join("\n");
}
