import { describe, expect, it } from "vitest";
import { readApi } from "../src/contract/readApi.ts";
import { assumptions } from "../src/pages/assumptions.ts";
import { readBundle } from "./bundle.ts";
import { smallApi } from "./smallApi.ts";

const bundled = (await readBundle()).files["openapi.json"].toString();
const api = readApi(JSON.parse(bundled));

describe("what the contract assumes", () => {
  it("is told where a reader meets it, with its sentence alone", () => {
    const page = assumptions(smallApi());

    expect(page).toContain("## The API as a whole\n\n- Text (**Assumed**).\n\n");
    expect(page).toContain(
      "## Operations\n\n- [Write a node](operation:writeNode): Twice does nothing (**Assumed**).\n\n",
    );
    expect(page.match(/^## .+$/gmu)).toEqual([
      "## The API as a whole",
      "## Operations",
      "## Parameters",
      "## Answers",
      "## Errors and sets that grow",
      "## Schemas",
    ]);
  });

  it("leads to the operations that it is about, unless it is about all", () => {
    const page = assumptions(smallApi());

    expect(page).toContain("- `Circle`: It is round (**Assumed**).\n");
    expect(page).toContain(
      "- `nodeId` of [Read a node](operation:readNode) and [Write a node](operation:writeNode): One | the other, or neither (**Assumed**).\n",
    );
    expect(page).toContain(
      "- `ErrorBusy` of [Write a node](operation:writeNode): Somebody else writes it (**Assumed**).\n",
    );
  });

  it("is told once of a response and its body, and names each place that says the same", () => {
    const page = assumptions(smallApi());

    expect(page.split("It is busy")).toHaveLength(2);
    expect(page).toContain(
      "- `Busy` of [Write a node](operation:writeNode): It is busy (**Assumed**).\n",
    );
    expect(page).toContain(
      "- `Busy.Retry-After` of [Write a node](operation:writeNode); `NotReady.Retry-After` of [Read a node](operation:readNode): In seconds (**Assumed**).\n",
    );
  });

  it("has each sentence of the contract that is marked so", () => {
    const page = assumptions(api).replaceAll(/\s+/gu, " ");
    const marks = bundled.match(/[^.]{0,40}\*\*Assumed\*\*/gu) ?? [];
    const said = marks.map((mark) => {
      const text: unknown = JSON.parse(`"${mark.replace(/^(?:n(?=[A-Z\s])|[^\\]*")/u, "")}"`);
      return String(text).replaceAll(/\s+/gu, " ").trim();
    });
    const missing = said.filter(
      (text) => !text.includes("says **Assumed**") && !page.includes(text),
    );

    expect(missing).toEqual([]);
    expect(said.length).toBeGreaterThan(40);
  });
});
