import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changelogPage } from "../src/changelog/changelogPage.ts";
import { readApi } from "../src/contract/readApi.ts";
import { changed } from "../../../spec/test/changed.ts";
import { CONTRACT } from "./things.ts";

const LIST = "/paths/~1things/get";
const SCHEMAS = "/components/schemas";
const listThings = "[`GET /things`](operation:listThings)";
const makeThing = "[`POST /things`](operation:makeThing)";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ev-charger-changelog-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the changelog says is not released yet, when today's contract has other values at some places. */
async function unreleased(edits: Readonly<Record<string, unknown>>): Promise<string> {
  const today = changed(CONTRACT, edits);
  const [released, file] = [join(folder, "1.0.0.json"), join(folder, "today.json")];
  await writeFile(released, JSON.stringify(CONTRACT));
  await writeFile(file, JSON.stringify(today));
  const release = { version: "1.0.0", file: released, yaml: "", json: "", api: readApi(CONTRACT) };
  const { markdown } = await changelogPage({ api: readApi(today), file }, [release]);
  return markdown
    .replace(/^## Deprecated\n[^]*?(?=^## )/mu, "")
    .replace(/^## 1\.0\.0\n[^]*/mu, "")
    .trim();
}

describe("the lists of the changelog", () => {
  it.each([
    [
      "a path that is gone",
      { "/paths/~1things~1{id}": undefined },
      "Breaking",
      "`GET /things/{id}`: removed.\n- `DELETE /things/{id}`: removed.",
    ],
    [
      "a new operation",
      {
        "/paths/~1things/delete": {
          operationId: "dropThings",
          summary: "Drop all",
          tags: ["Things"],
          responses: { "204": { description: "Done." } },
        },
      },
      "Added",
      "[`DELETE /things`](operation:dropThings): new operation, “Drop all”.",
    ],
    [
      "an operation with another name",
      { [`${LIST}/operationId`]: "all" },
      "Breaking",
      "[`GET /things`](operation:all): `operationId` changed from `listThings` to `all`.",
    ],
    [
      "a deprecated operation",
      { [`${LIST}/deprecated`]: true },
      "Deprecated",
      `${listThings}: deprecated.`,
    ],
    [
      "a parameter that is gone",
      { [`${LIST}/parameters`]: CONTRACT.paths["/things"].get.parameters.slice(0, 1) },
      "Breaking",
      `${listThings}, parameter \`kind\`: removed.`,
    ],
    [
      "a new parameter",
      { [`${LIST}/parameters/2`]: { name: "q", in: "query", example: "q", schema: {} } },
      "Added",
      `${listThings}, parameter \`q\`: new.`,
    ],
    [
      "a new parameter that is required",
      {
        [`${LIST}/parameters/2`]: {
          name: "q",
          in: "query",
          required: true,
          example: "q",
          schema: {},
        },
      },
      "Breaking",
      `${listThings}, parameter \`q\`: new, and required.`,
    ],
    [
      "a parameter that is required now",
      { [`${LIST}/parameters/0/required`]: true },
      "Breaking",
      `${listThings}, parameter \`limit\`: required now.`,
    ],
    [
      "a lower limit",
      { [`${LIST}/parameters/0/schema/maximum`]: 25 },
      "Breaking",
      `${listThings}, parameter \`limit\`: \`maximum\` changed from \`50\` to \`25\`.`,
    ],
    [
      "a higher limit",
      { [`${LIST}/parameters/0/schema/maximum`]: 99 },
      "Changed",
      `${listThings}, parameter \`limit\`: \`maximum\` changed from \`50\` to \`99\`.`,
    ],
    [
      "a status that is gone",
      { [`${LIST}/responses/404`]: undefined },
      "Breaking",
      `${listThings}, answer 404: removed.`,
    ],
    [
      "a new header",
      { "/paths/~1things/post/responses/201/headers/X-Age": { schema: { type: "integer" } } },
      "Added",
      `${makeThing}, answer 201, header \`X-Age\`: new.`,
    ],
    [
      "a property of an answer that is gone",
      { [`${SCHEMAS}/Thing/properties/mode`]: undefined },
      "Breaking",
      "3 operations, `Thing.mode`: removed.",
    ],
    [
      "a new property of an answer",
      { [`${SCHEMAS}/Thing/properties/color`]: { type: "string" } },
      "Added",
      "3 operations, `Thing.color`: new.",
    ],
    [
      "a deprecated property",
      { [`${SCHEMAS}/Thing/properties/size/deprecated`]: true },
      "Deprecated",
      "3 operations, `Thing.size`: deprecated.",
    ],
    [
      "a value more that an answer may have",
      { [`${SCHEMAS}/Thing/properties/mode/enum/2`]: "z" },
      "Breaking",
      "3 operations, `Thing.mode`: `enum` gained `z`.",
    ],
    [
      "a value more that a caller may send",
      { [`${SCHEMAS}/NewThing/properties/mode/enum/2`]: "z" },
      "Added",
      `${makeThing}, \`NewThing.mode\`: \`enum\` gained \`z\`.`,
    ],
    [
      "what a caller has to send now",
      { [`${SCHEMAS}/NewThing/required`]: ["mode", "size"] },
      "Breaking",
      `${makeThing}, \`NewThing\`: required now: \`mode\`.`,
    ],
    [
      "a body that need not be sent",
      { "/paths/~1things/post/requestBody/required": false },
      "Changed",
      `${makeThing}, body: no longer required.`,
    ],
    [
      "a server with another address",
      { "/servers/0/url": "https://new.example" },
      "Breaking",
      "Every operation, server `https://new.example`: `url` changed from `https://api.example` to `https://new.example`.",
    ],
  ])("tell %s", async (_, edits, group, sentence) => {
    expect(await unreleased(edits)).toBe(`## Unreleased\n\n### ${group}\n\n- ${sentence}`);
  });

  it.each([
    ["descriptions", { [`${LIST}/description`]: "All.", [`${SCHEMAS}/Thing/description`]: "One." }],
    ["a link", { [`${LIST}/responses/200/links`]: { one: { operationId: "getThing" } } }],
    ["an extension", { [`${LIST}/x-note`]: { a: 1 } }],
  ])("leave out %s", async (_, edits) => {
    expect(await unreleased(edits)).toBe("## Unreleased\n\nNothing but the documentation changed.");
  });

  it.each([
    ["a schema that nothing uses", { [`${SCHEMAS}/Other`]: { type: "string" } }],
    ["the order of values", { [`${SCHEMAS}/Thing/properties/mode/enum`]: ["y", "x"] }],
  ])("are none for %s", async (_, edits) => {
    expect(await unreleased(edits)).toBe("");
  });

  it("are none when nothing but the version is another one", async () => {
    expect(await unreleased({ "/info/version": "1.1.0" })).toBe("");
  });

  it("tell each thing once, the breaks first", async () => {
    const markdown = await unreleased({
      [`${SCHEMAS}/Thing/properties/color`]: { type: "string" },
      [`${SCHEMAS}/Thing/properties/size/deprecated`]: true,
      [`${LIST}/parameters/0/schema/maximum`]: 99,
      [`${LIST}/responses/404`]: undefined,
    });

    expect(markdown.match(/^(?:###|-) .*$/gmu)).toEqual([
      "### Breaking",
      `- ${listThings}, answer 404: removed.`,
      "### Added",
      "- 3 operations, `Thing.color`: new.",
      "### Changed",
      expect.stringContaining("`maximum` changed from `50` to `99`"),
      "### Deprecated",
      "- 3 operations, `Thing.size`: deprecated.",
    ]);
  });
});
