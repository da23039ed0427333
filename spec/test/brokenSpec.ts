import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { bundleSpec, InvalidSpecError } from "../bundleSpec.ts";
import { copySpec } from "./copySpec.ts";

/** A copy of the contract for each test of a file, to break. */
export interface BrokenSpec {
  readonly folder: string;
  /** Replaces text in a file of the copy; fails when the text is not there. */
  readonly edit: (file: string, from: string, to: string) => Promise<void>;
  /** The number of the line of a file of the copy that has this text first. */
  readonly lineOf: (file: string, text: string) => Promise<number>;
  /** What the copy is refused with; fails when it is not. */
  readonly refusal: () => Promise<string>;
  /** What one refusal alone looks like, at the line of a file that has this text first. */
  readonly only: (rule: string, file: string, text: string, message: string) => Promise<RegExp>;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Makes the copy before each test, and removes it after. */
export function brokenSpec(): BrokenSpec {
  let folder = "";
  beforeEach(async () => {
    folder = await copySpec();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = async (file: string, text: string): Promise<string> => {
    const content = await readFile(join(folder, file), "utf8");
    expect(content).toContain(text);
    return content;
  };
  const lineOf = async (file: string, text: string): Promise<number> => {
    const [before = ""] = (await read(file, text)).split(text);
    return before.split("\n").length;
  };
  return {
    get folder() {
      return folder;
    },
    edit: async (file, from, to) => {
      const before = await read(file, from);
      await writeFile(
        join(folder, file),
        before.replace(from, () => to),
      );
    },
    lineOf,
    only: async (rule, file, text, message) => {
      const place = `spec/${file}:${await lineOf(file, text)}`;
      return new RegExp(
        `1 problem:\n\n${escaped(place)}:\\d+ {2}ev-charger/${rule}\n {4}${escaped(message)}`,
      );
    },
    refusal: async () => {
      const error: unknown = await bundleSpec(folder).catch((reason: unknown) => reason);
      if (!(error instanceof InvalidSpecError))
        throw new Error("The broken contract was accepted.", { cause: error });
      return error.message;
    },
  };
}
