import { describe, expect, it } from "vitest";
import { ALL } from "./pairs/all.ts";
import { comparePairs, worthOf } from "./pairs/comparePairs.ts";

describe.each(Object.entries(ALL))("what a difference is worth: %s", async (_topic, pairs) => {
  const compared = await comparePairs(pairs);

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
