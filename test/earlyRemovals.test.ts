import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTRACT } from "../packages/docs/test/things.ts";
import { type Compared, compareWithRelease } from "../scripts/release/compareWithRelease.ts";
import { earlyRemovals } from "../scripts/release/earlyRemovals.ts";
import { complaintOf, gate } from "../scripts/release/gate.ts";
import {
  type ContractFolder,
  contractFolders,
  type Difference,
  promising,
} from "./contractFolders.ts";

const folders = contractFolders();
afterAll(() => folders.remove());

const DAY = "2027-06-30";
const GOING = { deprecated: true, "x-sunset": DAY };
const { "/things": THINGS, "/things/{id}": THING } = CONTRACT.paths;
const [LIMIT, KIND] = THINGS.get.parameters;
const NONE = "no released contract deprecates it";

/** Promises enough of the next version that removals alone matter. */
const released = (difference: Difference, text = "It is better.") =>
  folders.make({
    version: "2.0.0",
    changesets: { "mine.md": promising("major", text) },
    ...difference,
  });

async function complaint({ root }: ContractFolder): Promise<string> {
  const judged = await gate(root, DAY);
  if (judged === undefined) throw new Error("Nothing was released there.");
  return complaintOf(judged) ?? "passes";
}

async function compared(difference: Difference): Promise<Compared> {
  const found = await compareWithRelease((await folders.make(difference)).root);
  if (found === undefined) throw new Error("Nothing was released there.");
  return found;
}

/** What is gone too early on a day, each with the reason. */
const early = ({ comparison }: Compared, today = DAY): readonly string[] =>
  earlyRemovals(comparison, today).map(({ name, reason }) => `${name}: ${reason}`);

/** Everything that has a name goes, or has another one. */
const ALL = {
  "#/paths": {
    "/things": {
      get: { ...THINGS.get, operationId: "allThings", parameters: [KIND] },
      post: THINGS.post,
    },
    "/things/{key}": { get: THING.get, parameters: [{ ...THING.parameters[0], name: "key" }] },
  },
  "#/components/schemas/NewThing/properties/mode": undefined,
  "#/components/schemas/Thing/properties": {
    ...CONTRACT.components.schemas.Thing.properties,
    mode: undefined,
    way: CONTRACT.components.schemas.Thing.properties.mode,
  },
};
const NAMES = [
  "`GET /things`",
  "`GET /things`, parameter `limit`",
  "`DELETE /things/{id}`",
  "`GET /things/{id}`, parameter `id`",
  "`POST /things`, `NewThing.mode`",
  "3 operations, `Thing.mode`",
];

describe("what is removed or renamed and was never deprecated", { timeout: 60_000 }, () => {
  it("is refused with the line that allows it, and passes with that line and a reason", async () => {
    const folder = await released({ since: ALL });

    const refused = await complaint(folder);
    expect(refused).toContain(`Gone or renamed too early:\n`);
    for (const name of NAMES) {
      expect(refused).toContain(`\n  ${name}: ${NONE}\n`);
      expect(`${refused}\n`).toContain(`\n  Early removal: ${name}, because …\n`);
    }
    expect(refused.match(/because …/gu)).toHaveLength(NAMES.length);
    expect(refused).not.toContain("contract:promise");

    const lines = NAMES.map((name) => `Early removal: ${name}, because nobody uses it.`);
    await folder.write({
      ".changeset/mine.md": promising("major", `So it is.\n\n${lines.join("\n")}`),
    });
    expect(await complaint(folder)).toBe("passes");
  });

  it("is refused when the line is as it was shown, gives no reason, or names something else", async () => {
    const lines = [
      "Early removal: `GET /things`, because …",
      "Early removal: `PUT /things`, because nobody uses it",
      "Early removal: `GET /things`, parameter `limit`, because",
      "Early removal: `DELETE /things/{id}`",
      "Early removal: `GET /things/{id}`, because nobody uses it",
      "Early removal: `POST /things`, `NewThing.mode`, because ...",
      "No Early removal: 3 operations, `Thing.mode`, because nobody uses it",
    ];
    const refused = await complaint(await released({ since: ALL }, lines.join("\n")));

    expect(refused.match(/because …/gu)).toHaveLength(NAMES.length);
  });

  it("passes with lines in a list, without marks, in another changeset", async () => {
    const folder = await released({ since: { "#/paths/~1things/post": undefined } });
    await folder.write({
      ".changeset/why.md": promising(
        "patch",
        "- Early removal: POST /things because nobody uses it",
      ),
    });

    expect(await complaint(folder)).toBe("passes");
  });
});

describe("what a released contract deprecated", { timeout: 60_000 }, () => {
  let going: Compared;

  beforeAll(async () => {
    going = await compared({
      released: {
        "#/paths/~1things/post": { ...THINGS.post, ...GOING },
        "#/paths/~1things/get/parameters": [{ ...LIMIT, ...GOING }, KIND],
        "#/components/schemas/Colour": { type: "string" },
        "#/components/schemas/Thing/properties/colour": {
          $ref: "#/components/schemas/Colour",
          ...GOING,
        },
      },
      since: {
        "#/paths/~1things/post": undefined,
        "#/paths/~1things/get/parameters": [KIND],
        "#/components/schemas/Thing/properties/colour": undefined,
      },
    });
  });

  it("may not go the day before its sunset", () => {
    expect(early(going, "2027-06-29").toSorted()).toEqual([
      "3 operations, `Thing.colour`: it may be removed from 2027-06-30 on",
      "`GET /things`, parameter `limit`: it may be removed from 2027-06-30 on",
      "`POST /things`: it may be removed from 2027-06-30 on",
    ]);
  });

  it.each([DAY, "2027-07-01", "2028-01-01"])("may go on %s, its sunset or later", (today) => {
    expect(early(going, today)).toEqual([]);
  });

  it("may not go when it has no sunset, or is deprecated in today's contract alone", async () => {
    const found = await compared({
      released: {
        "#/paths/~1things/get/parameters/1/deprecated": true,
        "#/components/schemas/Thing/properties/schema": { type: "string", ...GOING },
      },
      since: {
        "#/paths/~1things/get": {
          ...THINGS.get,
          ...GOING,
          parameters: [LIMIT],
          operationId: "all",
        },
        "#/components/schemas/Thing/properties/mode": undefined,
      },
    });

    expect(early(found).toSorted()).toEqual([
      `3 operations, \`Thing.mode\`: ${NONE}`,
      "`GET /things`, parameter `kind`: no released contract says from which day it may be removed",
      `\`GET /things\`: ${NONE}`,
    ]);
  });

  it("takes along what is in it, but not what others use too", async () => {
    const found = await compared({
      released: { "#/paths/~1things/get": { ...THINGS.get, ...GOING } },
      since: {
        "#/paths/~1things/get/parameters": undefined,
        "#/components/schemas/Thing/properties/mode": undefined,
      },
    });

    expect(early(found)).toEqual([`3 operations, \`Thing.mode\`: ${NONE}`]);
  });

  it("goes by each operation, where a path goes or has another name", async () => {
    const found = await compared({
      released: { "#/paths/~1things~1{id}/delete": { ...THING.delete, ...GOING } },
      since: { "#/paths": { "/items": THINGS } },
    });

    expect(early(found).toSorted()).toEqual(
      ["`GET /things/{id}`", "`GET /things`", "`POST /things`"].map((name) => `${name}: ${NONE}`),
    );
  });
});

describe("what only looks removed", { timeout: 60_000 }, () => {
  it("is not refused: a shared parameter, a property in a part, another order, a header in another case", async () => {
    const header = { name: "X-Key", in: "header", example: "k", schema: { type: "string" } };
    const { Thing } = CONTRACT.components.schemas;
    const { mode, ...others } = Thing.properties;
    const found = await compared({
      released: { "#/paths/~1things/get/parameters": [LIMIT, KIND, header] },
      since: {
        "#/components/parameters": { limit: LIMIT },
        "#/paths/~1things/get/parameters": [
          { ...header, name: "x-key" },
          KIND,
          { $ref: "#/components/parameters/limit" },
        ],
        "#/components/schemas/Mode": { type: "object", properties: { mode } },
        "#/components/schemas/Thing": {
          allOf: [{ $ref: "#/components/schemas/Mode" }, { ...Thing, properties: others }],
        },
        "#/components/schemas/Unused": undefined,
      },
    });

    expect(early(found)).toEqual([]);
    expect(found.demand).toBe("patch");
  });
});
