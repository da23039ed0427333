import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CONTRACT } from "../packages/docs/test/things.ts";
import { complaintOf, gate } from "../scripts/release/gate.ts";
import { changed } from "../spec/test/changed.ts";
import { type ContractFolder, contractFolders, promising, written } from "./contractFolders.ts";

const folders = contractFolders();
afterAll(() => folders.remove());

/** What the gate has against a folder; nothing when it passes. */
async function complaint({ root }: ContractFolder): Promise<string | undefined> {
  const judged = await gate(root);
  if (judged === undefined) throw new Error("Nothing was released there.");
  return complaintOf(judged);
}

const MEND = "To mend versions and changesets, run: pnpm contract:promise";

/** A change of each weight, and the version that it asks for. */
const CHANGES = {
  major: { edit: { "#/components/schemas/NewThing/properties/size/maximum": 5 }, version: "2.0.0" },
  minor: { edit: { "#/components/schemas/Thing/properties/id": {} }, version: "1.1.0" },
  patch: { edit: { "#/paths/~1things/get/summary": "List all things" }, version: "1.0.1" },
} as const;
const LESS = { major: "minor", minor: "patch", patch: "none" } as const;

describe("the gate before a release", { timeout: 60_000 }, () => {
  it("passes when nothing changed", async () => {
    expect(await complaint(await folders.make())).toBeUndefined();
  });

  it("has nothing to hold a contract to that was never released", async () => {
    const { root } = await folders.make();
    await rm(join(root, "spec/released"), { recursive: true });

    expect(await gate(root)).toBeUndefined();
  });

  it.each(["major", "minor", "patch"] as const)(
    "asks for a %s version in both places, and passes when both say it",
    async (level) => {
      const { edit, version } = CHANGES[level];
      const folder = await folders.make({ since: edit });
      const tooLow = `info.version is 1.0.0, and has to be ${version} at least.`;
      const unsaid = `No changeset in .changeset promises a ${level} version.`;

      const neither = await complaint(folder);
      expect(neither).toContain(`1 change since 1.0.0, a ${level} version.`);
      expect(neither).toContain(`${tooLow}\n${unsaid}\n${MEND}`);

      await folder.write({ "spec/openapi.yaml": written(version) });
      const versionAlone = await complaint(folder);
      expect(versionAlone).toContain(`\n\n${unsaid}\n${MEND}`);

      await folder.write({ ".changeset/mine.md": promising(level) });
      expect(await complaint(folder)).toBeUndefined();

      await folder.write({ "spec/openapi.yaml": written("1.0.0") });
      const changesetAlone = await complaint(folder);
      expect(changesetAlone).toContain(`\n\n${tooLow}\n${MEND}`);
    },
  );

  it.each(["major", "minor"] as const)(
    "says how much less than a %s version is promised",
    async (level) => {
      const less = LESS[level];
      const folder = await folders.make({
        since: CHANGES[level].edit,
        version: CHANGES[less].version,
        changesets: { "mine.md": promising(less) },
      });

      expect(await complaint(folder)).toContain(
        `info.version is ${CHANGES[less].version}, and has to be ${CHANGES[level].version} at least.\n` +
          `The changesets in .changeset promise a ${less} version, not a ${level} one.\n${MEND}`,
      );
    },
  );

  it.each(["1.2.0", "0.9.0", "2.0.0-rc.1"])(
    "refuses version %s, which does not follow 1.0.0",
    async (version) => {
      const folder = await folders.make({ version, changesets: { "mine.md": promising("major") } });

      expect(await complaint(folder)).toBe(
        `The contract is as it was released as 1.0.0.\n\ninfo.version is ${version}, which does not follow 1.0.0.\n${MEND}`,
      );
    },
  );

  it("refuses a higher version that no changeset promises", async () => {
    const folder = await folders.make({ version: '"2.0.0" # at last' });

    expect(await complaint(folder)).toContain(
      `info.version is 2.0.0, a major version, but the changesets in .changeset promise nothing.\n${MEND}`,
    );
  });

  it("lets a changeset be released with the contract as it was", async () => {
    const folder = await folders.make({ changesets: { "mine.md": promising("patch") } });

    expect(await complaint(folder)).toBeUndefined();
  });

  it("counts the highest of several changesets", async () => {
    const folder = await folders.make({
      since: CHANGES.major.edit,
      version: '"2.0.0" # at last',
      changesets: {
        "a.md": promising("patch"),
        "b.md": promising("major", "More.", "@ev-charger/types"),
        "c.md": promising("minor"),
        "README.md": "How changesets are written.",
      },
    });

    expect(await complaint(folder)).toBeUndefined();
  });

  it("does not count a changeset for what is not published, nor one that promises none", async () => {
    const folder = await folders.make({
      since: CHANGES.minor.edit,
      version: "1.1.0",
      changesets: {
        "docs.md": promising("major", "More.", "@ev-charger/docs"),
        "none.md": promising("none"),
      },
    });

    expect(await complaint(folder)).toContain(
      "No changeset in .changeset promises a minor version.",
    );
  });

  it("compares with release 10, not 9", async () => {
    const folder = await folders.make({ version: "10.0.0" });
    await folder.write({
      "spec/released/10.0.0.yaml": await folder.read("spec/released/1.0.0.yaml"),
      "spec/released/9.0.0.yaml": JSON.stringify(changed(CONTRACT, CHANGES.major.edit)),
    });

    expect(await complaint(folder)).toBeUndefined();
  });
});

describe("the gate before a file that is broken", () => {
  const stop = (message: unknown) => ({ name: "Stop", exitCode: 1, message });

  it("names the released contract", async () => {
    const { root, write } = await folders.make();
    await write({ "spec/released/1.0.0.yaml": "paths: [" });

    await expect(gate(root)).rejects.toMatchObject(
      stop(
        expect.stringMatching(
          `^${join(root, "spec/released/1.0.0.yaml")} is no bundled contract: Flow sequence`,
        ),
      ),
    );
  });

  it("names the released contract that lacks what the table shows", async () => {
    const { root } = await folders.make({
      released: { "#/paths/~1things/get/summary": undefined },
    });

    await expect(gate(root)).rejects.toMatchObject(
      stop(
        expect.stringMatching(
          `^${join(root, "spec/released/1.0.0.yaml")} .*#/paths/~1things/get/summary`,
        ),
      ),
    );
  });

  it("names the changeset", async () => {
    const { root } = await folders.make({
      changesets: { "fine.md": promising("minor"), "torn.md": promising("huge") },
    });

    await expect(gate(root)).rejects.toMatchObject(
      stop(
        expect.stringMatching(
          `^${join(root, ".changeset/torn.md")} is no changeset: .*invalid version type "huge"`,
        ),
      ),
    );
  });

  it("names the contract without a version", async () => {
    const { root, write } = await folders.make();
    await write({ "spec/openapi.yaml": "openapi: 3.1.0\ninfo:\n  version: 2.0\n" });

    await expect(gate(root)).rejects.toMatchObject(
      stop(
        `${join(root, "spec/openapi.yaml")} has no info.version that is a text such as 1.0.0. Write one.`,
      ),
    );
  });
});
