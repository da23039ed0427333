import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isRecord } from "../scripts/isRecord.ts";
import { runRedocly } from "../scripts/runRedocly.ts";
import { OPEN_SET_GREW } from "./diffRules.ts";

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

/**
 * What changed from one contract to another, by `redocly diff`: experimental, so called from here alone.
 * A set that may grow and has grown is a `minor` change, which Redocly takes for a major one.
 *
 * @param before Path of a bundled contract, YAML or JSON.
 * @param after Path of another one.
 * @throws {Error} with Redocly's own words when a file cannot be compared, or when its report is
 *   not put together as expected.
 */
export async function diffContracts(
  before: string,
  after: string,
): Promise<readonly ContractChange[]> {
  const cli = fileURLToPath(import.meta.resolve("@redocly/cli/bin/cli.js"));
  // A config of its own, wherever it is called: the one of the linter would switch all rules off.
  const config = `--config=${join(import.meta.dirname, "diff.yaml")}`;
  const args = ["diff", before, after, config, "--format=json", "--fail-on=none"];
  const report = await runRedocly({ cli, args }).catch((cause: unknown) => {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Redocly could not compare ${before} with ${after}.\n${words}`, { cause });
  });
  return readReport(JSON.parse(report));
}

function readReport(report: unknown): readonly ContractChange[] {
  const changes = isRecord(report) ? report["changes"] : undefined;
  if (!Array.isArray(changes)) throw unexpected("it has no list of changes");
  return changes.map(readChange);
}

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
  const growth = all.filter(({ ruleId }) => ruleId === OPEN_SET_GREW);
  return {
    kind,
    impact: growth.length > 0 ? "minor" : impact,
    path,
    typeName,
    property: typeof property === "string" ? property : undefined,
    messages: (growth.length > 0 ? growth : all).map(({ message }) => message),
    before: readPlace(change["base"]),
    after: readPlace(change["revision"]),
  };
}

function readVerdict(verdict: unknown): { readonly ruleId: string; readonly message: string } {
  const { ruleId, message } = isRecord(verdict) ? verdict : {};
  if (typeof ruleId === "string" && typeof message === "string") return { ruleId, message };
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
    `The report of redocly diff is not as expected: ${what}. @redocly/cli has changed; correct spec/diffContracts.ts.`,
  );
