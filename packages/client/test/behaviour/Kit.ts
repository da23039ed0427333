import type * as sdk from "../../src/index.ts";
import type { Scripted, Script, Seen } from "./Script.ts";
import { isTrue } from "./check.ts";

/** The package under test: what a user imports. */
export type Sdk = typeof sdk;
export type ClientOptions = NonNullable<Parameters<Sdk["createClient"]>[0]>;
export type Client = ReturnType<Sdk["createClient"]>;

/** Something that not every runtime can do. */
export type Ability =
  /** To show hidden properties of a value. */
  | "inspect"
  /** To refuse a header with characters that no header can carry. */
  | "strictHeaders"
  /** To tell a refused connection from one that broke. */
  | "refusal";

/** Something that the client does, everywhere. */
export interface Behaviour {
  readonly name: string;
  /** Where one of these is missing, the behaviour is skipped. */
  readonly needs?: readonly Ability[];
  /** It changes a global, or measures so closely that nothing else may run at the same time. */
  readonly alone?: boolean;
  readonly run: (kit: Kit) => Promise<void>;
}

/** What a behaviour works with. */
export interface Kit {
  readonly sdk: Sdk;
  /** The origin of a `ScriptedServer`. */
  readonly server: string;
  /** The runtime's own, whatever a behaviour makes of the global one. */
  readonly fetch: typeof fetch;
  /** All there is to see of a value, hidden properties included. */
  readonly inspect?: ((value: unknown) => string) | undefined;
}

/** The key of every client that `start` makes. */
export const KEY = "amps_sk_test_Zq7Rw2Lk9Xv4Tn8Pc3Ym";

/** A client that talks to a script, and what the server sees of it. */
export interface Started extends Scripted {
  readonly client: Client;
  /** What the server saw, once it has seen so much. Fails when that does not come. */
  readonly seen: (atLeast?: { requests?: number; abandoned?: number }) => Promise<readonly Seen[]>;
  readonly seenElsewhere: () => Promise<readonly Seen[]>;
  /** The envelope that the server sent as its nth answer, from 0. */
  readonly envelope: (nth?: number) => Promise<unknown>;
}

/** Tells the server a script, and makes a client for it. */
export async function start(kit: Kit, script: Script, options?: ClientOptions): Promise<Started> {
  const init = { method: "POST", body: JSON.stringify(script) };
  const scripted = await control<Scripted>(kit, "/__script", init);
  const id = scripted.baseUrl.split("/").at(-1) ?? "";
  const all = (query = "") => control<Seen[]>(kit, `/__seen/${id}${query}`);
  return {
    ...scripted,
    client: clientOf(kit, { baseUrl: scripted.baseUrl, ...options }),
    async seen({ requests = 0, abandoned = 0 } = {}) {
      const seen = await all(`?requests=${requests}&abandoned=${abandoned}`);
      const gone = seen.filter((one) => one.abandoned).length;
      isTrue(seen.length >= requests, `${requests} requests, but there were ${seen.length}`);
      isTrue(gone >= abandoned, `${abandoned} requests to be abandoned, but ${gone} were`);
      return seen;
    },
    seenElsewhere: () => all("?elsewhere=1"),
    async envelope(nth = 0) {
      const { sent } = (await all())[nth] ?? {};
      isTrue(sent !== undefined, `an answer no. ${nth}`);
      const envelope: unknown = JSON.parse(sent.body);
      return envelope;
    },
  };
}

/** A client with a key that runs anywhere. */
export function clientOf({ sdk }: Kit, options: ClientOptions): Client {
  return sdk.createClient({ apiKey: KEY, dangerouslyAllowBrowser: true, ...options });
}

/** A base URL where nothing listens. */
export async function refusedUrl(kit: Kit): Promise<string> {
  return (await control<Pick<Scripted, "baseUrl">>(kit, "/__refused")).baseUrl;
}

async function control<Reply>(kit: Kit, path: string, init?: RequestInit): Promise<Reply> {
  const response = await kit.fetch(kit.server + path, init);
  isTrue(response.ok, `the scripted server to answer ${path}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server beside this file
  return (await response.json()) as Reply;
}
