import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Compared, compareWithRelease } from "../scripts/release/compareWithRelease.ts";
import { complaintOf, gate } from "../scripts/release/gate.ts";
import { promiseChanges } from "../scripts/release/promise.ts";
import { contractFolders, promising, written } from "./contractFolders.ts";

const folders = contractFolders();
const SINCE = {
  "#/paths/~1things/get/parameters/0/schema/maximum": 40,
  "#/components/schemas/Thing/properties/size/maximum": 8,
};
/** What a comparison finds when callers have to follow, and when nothing changed. */
let broken: Compared;
let same: Compared;

async function compared(since: Readonly<Record<string, unknown>>): Promise<Compared> {
  const { root } = await folders.make({ since });
  const found = await compareWithRelease(root);
  if (found === undefined) throw new Error("Nothing was released there.");
  return found;
}

beforeAll(async () => {
  broken = await compared(SINCE);
  same = await compared({});
});
afterAll(() => folders.remove());

const CHANGESET = ".changeset/contract.md";
const CONTRACT = "spec/openapi.yaml";

describe("promising what the contract's changes ask for", { timeout: 60_000 }, () => {
  it("makes the gate pass, and says what changed", async () => {
    const { root, read } = await folders.make({ since: SINCE });

    expect(await promiseChanges(root, broken)).toEqual({
      level: "major",
      version: "2.0.0",
      written: [CONTRACT, CHANGESET],
    });
    const judged = await gate(root);
    expect(judged && complaintOf(judged)).toBeUndefined();
    expect(await read(CHANGESET)).toBe(
      [
        "---",
        ...["spec", "types", "client", "sandbox", "contract"].map(
          (name) => `"@ev-charger/${name}": major`,
        ),
        "---",
        "",
        "- `GET /things`: parameter `limit`: `maximum`, `50` → `40`",
        "- 3 operations: `Thing.size`: `maximum`, `9` → `8`",
        "",
      ].join("\n"),
    );
  });

  it("writes nothing the second time", async () => {
    const { root, read } = await folders.make();
    await promiseChanges(root, broken);
    const before = [await read(CONTRACT), await read(CHANGESET)];

    expect(await promiseChanges(root, broken)).toMatchObject({ version: "2.0.0", written: [] });
    expect([await read(CONTRACT), await read(CHANGESET)]).toEqual(before);
  });

  it("writes nothing when nothing changed", async () => {
    const { root } = await folders.make();

    expect(await promiseChanges(root, same)).toEqual({
      level: "none",
      version: "1.0.0",
      written: [],
    });
  });

  it.each([
    ['"1.0.0" # the first', '"2.0.0" # the first'],
    ["'1.0.0'", "'2.0.0'"],
    ["1.0.0   # the first", "2.0.0   # the first"],
  ])("writes the version in place of %s and nothing else", async (version, then) => {
    const { root, read } = await folders.make({ version });
    await promiseChanges(root, broken);

    expect(await read(CONTRACT)).toBe(written(then));
  });

  it.each([
    ["---\n", "---\n"],
    ["--- \r\n", "---\r\n"],
  ])("keeps what its changeset says, and raises it", async (first, second) => {
    const text = "Things have become smaller.\n\n---\n\nSorry.";
    const { root, read } = await folders.make({
      changesets: { "contract.md": `${first}"@ev-charger/spec": patch\n${second}\n${text}\n` },
    });
    await promiseChanges(root, broken);

    expect(await read(CHANGESET)).toBe(
      `---\n${(await read(CHANGESET)).match(/^"[^"]+": major$/gmu)?.join("\n")}\n---\n\n${text}\n`,
    );
  });

  it("keeps other changesets, and needs none of its own where they promise enough", async () => {
    const mine = promising("major", "Mine.");
    const { root, read } = await folders.make({ changesets: { "mine.md": mine } });

    expect((await promiseChanges(root, broken)).written).toEqual([CONTRACT]);
    expect(await read(".changeset/mine.md")).toBe(mine);
  });

  it("takes a higher version to be meant, and has a changeset promise it", async () => {
    const { root, read } = await folders.make({ version: "1.1.0" });

    expect(await promiseChanges(root, same)).toEqual({
      level: "minor",
      version: "1.1.0",
      written: [CHANGESET],
    });
    expect(await read(CHANGESET)).toContain('"@ev-charger/spec": minor\n');
  });

  it("takes a higher changeset to be meant, and raises the version to it", async () => {
    const { root, read } = await folders.make({ changesets: { "mine.md": promising("minor") } });

    expect((await promiseChanges(root, same)).written).toEqual([CONTRACT]);
    expect(await read(CONTRACT)).toBe(written("1.1.0"));
  });

  it.each([
    ["3.1.4", "2.0.0"],
    ["2.0.0-rc.1", "2.0.0"],
    ["1.4.0", "1.1.0"],
    ["1.0.7", "1.0.1"],
    ["0.9.0", "1.0.0"],
    ["next", "1.0.0"],
  ])("mends version %s, which follows nothing, to %s", async (version, then) => {
    const { root, read } = await folders.make({ version });

    expect((await promiseChanges(root, same)).version).toBe(then);
    expect(await read(CONTRACT)).toBe(written(then));
  });
});
