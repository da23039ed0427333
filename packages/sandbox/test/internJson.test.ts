import { expect, test } from "vitest";
import { internJson } from "../src/database/internJson.ts";
import { collected } from "./collected.ts";

test("texts of the database that are all different are not kept", () => {
  const read = (from: number): void => {
    for (let index = from; index < from + 5_000; index += 1) {
      internJson(JSON.stringify(Array.from({ length: 50 }, (_, place) => [index + place, place])));
    }
  };
  read(0);
  const { heap } = collected();
  read(1_000_000);
  expect(collected().heap - heap).toBeLessThan(10);
});
