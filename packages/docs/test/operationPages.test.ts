import { describe, expect, it } from "vitest";
import { readApi } from "../src/contract/readApi.ts";
import { operationPage } from "../src/pages/operationPage.ts";
import { readBundle } from "./bundle.ts";
import { smallApi } from "./smallApi.ts";

const api = readApi(JSON.parse((await readBundle()).files["openapi.json"].toString()));

/** The page of the small contract's operation that writes. */
function smallPage(): string {
  const small = smallApi();
  const operation = small.operations.find(({ operationId }) => operationId === "writeNode");
  if (operation === undefined) throw new Error("The small contract cannot write.");
  return operationPage(small, operation).markdown;
}

const rows = (): readonly string[] =>
  smallPage()
    .split("\n")
    .filter((line) => line.startsWith("| `"));

describe("an operation's page", () => {
  it("says where it is, that it is deprecated, and where the key goes", () => {
    expect(smallPage()).toContain(
      "`POST /nodes/{nodeId}`, operationId `writeNode`, **deprecated**",
    );
    expect(smallPage()).toContain("The API key goes in the header `x-small-key`.");
  });

  it("keeps bars and lines of descriptions within a table's cell", () => {
    expect(smallPage()).toContain(
      "| `nodeId` | path | string, not empty | yes | One \\| the other, or neither (**Assumed**). Example: `n1` |",
    );
  });

  it("shows every property with its type, and a schema that contains itself once", () => {
    expect(rows()).toEqual(
      expect.arrayContaining([
        "| `name` | string | yes | Its name. |",
        '| `kind` | string, such as `"leaf"`, `"root"` |  | Its kind. |',
        "| `weight` | number, at most 9 or null |  |  |",
        "| `tags[].id` | integer |  |  |",
        "| `data.node.name` | string | yes | Its name. |",
      ]),
    );
    expect(rows().filter((row) => row.includes("children"))).toEqual([
      "| `children` | array of object, without other properties |  |  |",
      "| `data.node.children` | array of object, without other properties |  |  |",
    ]);
  });

  it("says of a body as a whole what no property says", () => {
    expect(smallPage()).toContain(
      "`application/json`, required: object, without other properties. What there is of it.",
    );
  });

  it("shows what is below a map, and what is required of an object that may be null", () => {
    expect(rows()).toEqual(
      expect.arrayContaining([
        "| `labels.*` | string |  |  |",
        "| `shape` | object or null |  |  |",
        "| `shape.radius` | number | yes |  |",
      ]),
    );
  });

  it("describes each form of a value, with an example instead of a long pattern", () => {
    expect(rows()).toContain(
      "| `begin` | string, like `12:00:00` or integer |  | When. A time of day. Minutes from now. |",
    );
  });

  it("says that a property is deprecated, and takes what looks like HTML for text", () => {
    expect(rows()).toContain(
      "| `old` | string |  | **Deprecated**. A \\<b>name\\</b>, not `<i>`. |",
    );
  });

  it("shows what a success says, its headers, and its first example", () => {
    const page = smallPage();

    expect(page).toContain("## Answer 200\n\nThe node as it is now.");
    expect(page).toContain("| `x-left` | integer, at least 0 | yes | How many \\| more. |");
    expect(page).toContain('For example (all done):\n\n```json\n{\n  "success": true,');
  });

  it("leads to the operations that follow, and says what for", () => {
    expect(smallPage()).toContain("- [readNode](operation:readNode): Read it again.");
  });

  it("shows the examples, the errors with what to do, and the samples", () => {
    const page = smallPage();

    expect(page).toContain('aLeaf:\n\n```json\n{\n  "name": "a"\n}\n```');
    expect(page).toContain(
      "| 409 | `NODE_BUSY` | Somebody else writes it (**Assumed**). | Wait \\| try \\<again>. |",
    );
    expect(page).toContain("await amps.writeNode({");
    expect(page).toContain("curl --request POST");
    expect(page).toContain('await fetch("https://api.example/nodes/n1"');
  });

  it.each(api.operations)("of $operationId has each success, header, example and error", (one) => {
    const page = operationPage(api, one).markdown;
    const successes = one.responses.filter(({ status }) => status < 300);
    const examples = one.body?.media.flatMap((media) => media.examples) ?? [];
    const wanted = [
      ...successes.map(({ status }) => `## Answer ${status}`),
      ...successes.flatMap(({ headers }) => headers.map(({ name }) => `| \`${name}\` |`)),
      ...examples.map(({ value }) => JSON.stringify(value, null, 2)),
      ...one.parameters.map(({ name, in: where }) => `| \`${name}\` | ${where} |`),
      ...one.responses.flatMap(({ status, codes }) =>
        codes.map((code) => `| ${status} | \`${code}\` |`),
      ),
    ];

    expect(wanted.filter((text) => !page.includes(text))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(10);
  });
});
