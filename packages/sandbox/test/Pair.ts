import assert from "node:assert/strict";
import { isJson, type Json } from "../src/contract/Json.ts";
import type { Sandbox } from "../src/index.ts";
import { allActions, type Answer, ask, textAt } from "./ask.ts";

/** Two sandboxes with the same fleet, of which the same is asked at the same instants. */
export class Pair {
  readonly #sandboxes: readonly [Sandbox, Sandbox];
  /** What each calls an action, in the order in which they were accepted. */
  readonly #ids: (readonly [string, string])[] = [["action_ev_def456", "action_ev_def456"]];

  constructor(one: Sandbox, other: Sandbox) {
    this.#sandboxes = [one, other];
  }

  /** How many actions were accepted. */
  get actions(): number {
    return this.#ids.length;
  }

  get now(): number {
    return this.#sandboxes[0].clock.now();
  }

  advance(milliseconds: number): void {
    for (const { clock } of this.#sandboxes) clock.advance(milliseconds);
  }

  /** Asks both, and sees that they answer the same. Ids of actions are places in both directions. */
  async ask(path: string, asked: { body?: object; method?: string } = {}): Promise<Answer> {
    const [one, other] = await Promise.all([this.#one(0, path, asked), this.#one(1, path, asked)]);
    if (one.status === 202 && other.status === 202) {
      this.#ids.push([textAt(one.body, "data", "id"), textAt(other.body, "data", "id")]);
    }
    const shown = this.#shown(0, one.body);
    assert.deepEqual(this.#shown(1, other.body), shown);
    assert.equal(other.status, one.status);
    return { ...one, body: shown };
  }

  /** All actions, newest first. */
  async everyAction(): Promise<readonly Json[]> {
    const [one, other] = await Promise.all(this.#sandboxes.map(({ url }) => allActions(url)));
    const shown = (one ?? []).map((action) => this.#shown(0, action));
    assert.deepEqual(
      (other ?? []).map((action) => this.#shown(1, action)),
      shown,
    );
    return shown;
  }

  #one(side: 0 | 1, path: string, asked: { body?: object; method?: string }): Promise<Answer> {
    const own = path.replace(
      /#(\d+)/,
      (_, place: string) => this.#ids[Number(place)]?.[side] ?? "none",
    );
    return ask(this.#sandboxes[side].url, own, asked);
  }

  /** Without what differs from one request to another. */
  #shown(side: 0 | 1, body: Json): Json {
    const places = new Map(this.#ids.map((ids, place) => [ids[side], `#${place}`]));
    const text = JSON.stringify(body, (name, value: unknown) =>
      name === "requestId" || name === "latencyMs" ? undefined : value,
    );
    const shown: unknown = JSON.parse(
      text.replaceAll(/action_ev_[0-9a-z]+/g, (id) => places.get(id) ?? id),
    );
    return isJson(shown) ? shown : {};
  }
}
