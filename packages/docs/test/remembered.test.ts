import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { remembered } from "../src/reference/remembered.ts";

let folder: string;
let file: string;
let made: number;

const make = (): Promise<string> => Promise.resolve(`page ${(made += 1)}\nof two lines`);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ev-charger-remembered-"));
  file = join(folder, "kept/page.html");
  made = 0;
});
afterEach(() => rm(folder, { recursive: true }));

describe("a page that is remembered", () => {
  it("is made once from the same", async () => {
    expect(await remembered(file, ["a", "b"], make)).toBe("page 1\nof two lines");
    expect(await remembered(file, ["a", "b"], make)).toBe("page 1\nof two lines");
  });

  it.each([[["ab", ""]], [["a", "c"]], [["a"]]])("is made anew from %j", async (inputs) => {
    await remembered(file, ["a", "b"], make);

    expect(await remembered(file, inputs, make)).toBe("page 2\nof two lines");
    expect(await readFile(file, "utf8")).toContain("page 2");
  });

  it("is made anew when what is there is something else", async () => {
    await remembered(file, ["a"], make);
    await writeFile(file, "half a page");

    expect(await remembered(file, ["a"], make)).toBe("page 2\nof two lines");
  });
});
