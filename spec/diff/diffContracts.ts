import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { isRecord } from "../../scripts/isRecord.ts";
import { runRedocly } from "../../scripts/runRedocly.ts";
import { alike } from "./alike.ts";
import { isProse } from "./isProse.ts";
import { OURS } from "./plugin.ts";
import type { Json } from "./json.ts";

/** How much a change asks of those who use the contract, in the words of semantic versioning. */
export type Impact = "major" | "minor" | "patch";

/** Where something stands in a bundled contract, and what. */
export interface DiffPlace {
  /** A JSON Pointer, such as `#/components/schemas/Thing/properties/id`. */
  readonly pointer: string;
  /** Undefined when nothing stands there. */
  readonly value: unknown;
}

/** One difference between two contracts. */
export interface ContractChange {
  readonly kind: "added" | "removed" | "modified";
  readonly impact: Impact;
  /** The way to it from the root, through `$ref`s, as a JSON Pointer. */
  readonly path: string;
  /** What it is, such as `Operation`, `Parameter` or `Schema`. */
  readonly typeName: string;
  /** The member that is another one, such as `maximum`; undefined when it is added or removed whole. */
  readonly property: string | undefined;
  /** What the rules say about its impact; none when no rule has an opinion. */
  readonly messages: readonly string[];
  readonly before: DiffPlace | undefined;
  readonly after: DiffPlace | undefined;
}

/** What a comparison found, and what it compared. */
export interface Comparison {
  readonly changes: readonly ContractChange[];
  /** The contracts as they were compared, in the same words; pointers of changes lead into them. */
  readonly before: Json;
  readonly after: Json;
}

/**
 * What changed from one contract to another, by `redocly diff`: experimental, so called from here alone.
 * It is shown both in the same words (`alike`), rated by its rules and by ours (`plugin.ts`); what is no
 * break and more than prose counts as `minor`. The version itself is not compared.
 *
 * @param before Path of a bundled contract, YAML or JSON.
 * @param after Path of another one.
 * @throws {Error} naming the file that is no contract; with Redocly's own words when they cannot be
 *   compared; or when its report is not put together as expected.
 */
export async function diffContracts(before: string, after: string): Promise<Comparison> {
  const [old, now] = alike(...(await Promise.all([read(before), read(after)])));
  // Nothing to judge; a process would take longer than all else.
  if (isDeepStrictEqual(old, now)) return { changes: [], before: old, after: now };
  const folder = await mkdtemp(join(tmpdir(), "ev-charger-diff-"));
  const files = [join(folder, "before.json"), join(folder, "after.json")] as const;
  try {
    await writeFile(files[0], JSON.stringify(old));
    await writeFile(files[1], JSON.stringify(now));
    return { changes: await compare(...files), before: old, after: now };
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Redocly could not compare ${before} with ${after}.\n${words}`, { cause });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function read(file: string): Promise<Json> {
  let reason = 'it has no "paths"';
  try {
    const document: unknown = parse(await readFile(file, "utf8"));
    if (isRecord(document) && isRecord(document["paths"])) return document;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  throw new Error(`${file} is no bundled contract: ${reason}.`);
}

async function compare(before: string, after: string): Promise<readonly ContractChange[]> {
  const cli = fileURLToPath(import.meta.resolve("@redocly/cli/bin/cli.js"));
  // A config of its own, wherever it is called: the one of the linter would switch all rules off.
  const config = `--config=${join(import.meta.dirname, "diff.yaml")}`;
  const args = ["diff", before, after, config, "--format=json", "--fail-on=none"];
  return readReport(JSON.parse(await runRedocly({ cli, args })));
}

function readReport(report: unknown): readonly ContractChange[] {
  const changes = isRecord(report) ? report["changes"] : undefined;
  if (!Array.isArray(changes)) throw unexpected("it has no list of changes");
  return changes.map(readChange).filter((change) => !isOfNobody(change));
}

/** Whoever uses a shared part is compared with what it uses: what comes, goes or is another one beside is nobody's. */
function isOfNobody({ kind, path, before, after }: ContractChange): boolean {
  const names = [before, after].map((place) => PART.exec(place?.pointer ?? "")?.[0]);
  if (!PART.test(path)) return false;
  return kind === "modified" ? names[0] !== names[1] : PART.exec(path)?.[0] === path;
}

const PART = /^#\/components\/(?!securitySchemes)\w+\/[^/]+/u;

function readChange(change: unknown): ContractChange {
  if (!isRecord(change)) throw unexpected("a change is not an object");
  const { kind, impact, path, typeName, property, verdicts } = change;
  if (kind !== "added" && kind !== "removed" && kind !== "modified") {
    throw unexpected(`a change is of the kind ${JSON.stringify(kind)}`);
  }
  if (impact !== "major" && impact !== "minor" && impact !== "patch") {
    throw unexpected(`a change has the impact ${JSON.stringify(impact)}`);
  }
  if (typeof path !== "string" || typeof typeName !== "string") {
    throw unexpected("a change has no path or type");
  }
  const all = (Array.isArray(verdicts) ? verdicts : []).map(readVerdict);
  const ours = all.filter(({ ruleId }) => ruleId.startsWith(`${OURS}/`));
  const heard = ours.length > 0 ? ours : all;
  const found: Omit<ContractChange, "impact"> = {
    kind,
    path,
    typeName,
    property: typeof property === "string" ? property : undefined,
    messages: heard.map(({ message }) => message),
    before: readPlace(change["base"]),
    after: readPlace(change["revision"]),
  };
  // Redocly calls minor what comes, where no rule speaks of it, though it may be an example.
  const rated = (["major", "minor", "patch"] as const).find((one) =>
    heard.some((verdict) => verdict.impact === one),
  );
  return { ...found, impact: rated ?? (isProse(found) ? "patch" : "minor") };
}

interface Verdict {
  readonly ruleId: string;
  readonly impact: unknown;
  readonly message: string;
}

function readVerdict(verdict: unknown): Verdict {
  const { ruleId, impact, message } = isRecord(verdict) ? verdict : {};
  if (typeof ruleId === "string" && typeof message === "string") return { ruleId, impact, message };
  throw unexpected("a verdict has no rule or message");
}

function readPlace(place: unknown): DiffPlace | undefined {
  if (!isRecord(place)) return undefined;
  const { pointer, value } = place;
  if (typeof pointer !== "string") throw unexpected("a place has no pointer");
  return { pointer, value };
}

const unexpected = (what: string): Error =>
  new Error(
    `The report of redocly diff is not as expected: ${what}. @redocly/cli has changed; correct spec/diff/diffContracts.ts.`,
  );
