import { aligned } from "../figures.ts";
import type { CpuProfile, ProfileNode } from "./inspect.ts";

/** Time that was spent in one place. */
interface Spent {
  readonly name: string;
  /** The part of the whole time. */
  readonly share: number;
}

/** Of a profile: how the time is spread over the parts of a program, and its most costly functions. */
export interface Spread {
  /** `owned` is the share with what Node itself did for the part, such as writing to a socket. */
  readonly parts: readonly (Spent & { readonly owned: number })[];
  readonly functions: readonly (Spent & { readonly part: string; readonly place: string })[];
}

const DRIVER = "pg driver";
const SCHEMAS = "serialisation and validation";

/** Packages that belong together. What is not named here stands for itself. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:pg(?:-.*)?|postgres-.*|pgpass|split2)$/, DRIVER],
  [/^(?:fast-json-stringify|ajv(?:-formats)?|@fastify\/.*-compiler|secure-json-parse)$/, SCHEMAS],
  [/^@fastify\/rate-limit$|^toad-cache$/, "rate limit"],
  [/^@electric-sql\/pglite$/, "PGlite"],
  [
    /^(?:fastify|find-my-way|@fastify\/.*|avvio|light-my-request|fast-querystring|fast-decode-uri-component|process-warning|reusify|fastq)$/,
    "fastify",
  ],
];

const NODE: readonly (readonly [RegExp, string])[] = [
  [/^node:(?:_http|internal\/http)/, "node: HTTP"],
  [/^node:(?:net|stream|internal\/(?:net|stream))/, "node: sockets and streams"],
  [/^node:(?:crypto|internal\/crypto)/, "node: crypto"],
];

/** Of no part: V8's word for what is neither JavaScript nor garbage collection. */
const OUTSIDE = "(program)";

/** Where a process of the sandbox spent its time: self time, by part and by function. */
export function spreadOf({ nodes, samples, timeDeltas }: CpuProfile): Spread {
  const self = new Map<number, number>();
  for (const [index, id] of samples.entries()) {
    self.set(id, (self.get(id) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const whole = [...self.values()].reduce((sum, time) => sum + time, 0);
  const parts = new Map<string, { self: number; owned: number }>();
  const add = (part: string, own: number, owned: number): void => {
    const known = parts.get(part) ?? { self: 0, owned: 0 };
    parts.set(part, { self: known.self + own, owned: known.owned + owned });
  };
  const functions = new Map<string, { name: string; part: string; place: string; time: number }>();
  for (const { node, part, owner } of partsOf(nodes)) {
    const time = self.get(node.id) ?? 0;
    if (time === 0) continue;
    add(part, time, 0);
    add(owner, 0, time);
    const name = node.callFrame.functionName || "(anonymous)";
    const place = placeOf(node);
    const key = `${name} ${part} ${place}`;
    const known = functions.get(key) ?? { name, part, place, time: 0 };
    functions.set(key, { ...known, time: known.time + time });
  }
  return {
    parts: [...parts]
      .map(([name, spent]) => ({ name, share: spent.self / whole, owned: spent.owned / whole }))
      .toSorted((a, b) => b.share - a.share),
    functions: [...functions.values()]
      .map(({ time, ...rest }) => ({ ...rest, share: time / whole }))
      .toSorted((a, b) => b.share - a.share),
  };
}

/** The parts, and the most costly functions, for the terminal. */
export function spreadText(title: string, { parts, functions }: Spread, most = 20): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return [
    title,
    aligned([
      ["", "itself", "with what node does for it"],
      ...parts
        .filter(({ share }) => share >= 0.001)
        .map(({ name, share, owned }) => [name, percent(share), percent(owned)]),
    ]),
    "",
    ...functions
      .filter(({ part }) => !part.startsWith("("))
      .slice(0, most)
      .map(({ share, name, part, place }) => {
        const where = place === "" ? part : `${part}, ${place}`;
        return `${percent(share).padStart(6)}  ${name}  (${where})`;
      }),
  ].join("\n");
}

interface Placed {
  readonly node: ProfileNode;
  readonly part: string;
  /** The part that it works for: its own, or the nearest above that is not Node's. */
  readonly owner: string;
}

/** Each node with its part. What is built in belongs to what called it. */
function* partsOf(nodes: readonly ProfileNode[]): Generator<Placed> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const waiting = nodes.slice(0, 1).map((node) => ({ node, part: OUTSIDE, owner: OUTSIDE }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const part = partOf(next.node, next.part);
    const isHelper = part.startsWith("node") && next.owner !== OUTSIDE;
    const placed = { node: next.node, part, owner: isHelper ? next.owner : part };
    yield placed;
    for (const id of next.node.children ?? []) {
      const node = byId.get(id);
      if (node !== undefined) waiting.push({ ...placed, node });
    }
  }
}

function partOf(
  { callFrame: { functionName, scriptId, url } }: ProfileNode,
  above: string,
): string {
  if (functionName === "(root)") return OUTSIDE;
  if (/^\((?:idle|program|garbage collector)\)$/.test(functionName)) return functionName;
  if (url === "") return scriptId === "0" ? above : SCHEMAS;
  if (url.startsWith("wasm:")) return "PGlite";
  if (url.startsWith("node:"))
    return NODE.find(([pattern]) => pattern.test(url))?.[1] ?? "node, the rest";
  const name = packageOf(url);
  if (name === undefined) return "our code";
  return PARTS.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}

/** The package that a file belongs to; undefined for those of the workspace. */
function packageOf(url: string): string | undefined {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
}

function placeOf({ callFrame: { url, lineNumber } }: ProfileNode): string {
  if (url === "") return "";
  const file = url.startsWith("node:") ? url : url.split("/").slice(-2).join("/");
  return `${file}:${lineNumber + 1}`;
}
