import { describe, expect, it } from "vitest";
import { ALL } from "./pairs/all.ts";
import { comparePairs, worthOf } from "./pairs/comparePairs.ts";

describe.each(ALL)("what a difference is worth: $topic", async ({ pairs, base }) => {
  const compared = await comparePairs(pairs, base);

  it.each(pairs.map((pair, index) => [pair[0], pair, compared[index]] as const))(
    "%s",
    (_name, [, , forth, back], found) => {
      expect({ forth: worthOf(found?.forth ?? []), back: worthOf(found?.back ?? []) }).toEqual({
        forth,
        back,
      });
    },
  );
});
