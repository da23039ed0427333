import { expect, test } from "vitest";
import { casesFrom, contractFrom } from "../src/index.ts";
import { exchangeOf } from "../src/checks/exchangeOf.ts";
import { emptyMemory } from "../src/checks/Check.ts";
import { keySecrecy } from "../src/checks/secrecy.ts";
import { scrubber } from "../src/report/scrubber.ts";
import { thingsDocument } from "./thingsDocument.ts";

const contract = contractFrom(thingsDocument());
const [one] = casesFrom(contract);
const apiKey = 'amps/"key" é&=';

const written: readonly (readonly [string, string])[] = [
  ["as it is", apiKey],
  ["in JSON", String.raw`amps/\"key\" é&=`],
  ["in JSON with slashes escaped", String.raw`amps\/\"key\" é&=`],
  ["in JSON of ASCII alone", String.raw`amps/\"key\" \u00E9\u0026=`],
  ["in an address", "amps%2F%22key%22%20%C3%A9%26%3D"],
  ["in an address, in small letters", "amps%2f%22key%22%20%c3%a9%26%3d"],
  ["in a form", "amps%2F%22key%22+%C3%A9%26%3D"],
];

test.each(written)(
  "finds the key out in an answer, and takes it out of a report, %s",
  (_, text) => {
    if (one === undefined) throw new Error("There is no case.");
    const answer = { status: 200, headers: new Headers(), body: `before ${text} after` };
    const problems = keySecrecy.judge?.(exchangeOf(contract, one, answer, apiKey), emptyMemory());
    expect(problems).toMatchObject([{ message: "the body has the API key in it" }]);
    expect(scrubber(apiKey, "THE_KEY")(answer.body)).toBe("before $THE_KEY after");
  },
);

test("takes nothing for the key that is not all of it", () => {
  const text = String.raw`amps\/\"key\" é& and amps%2F%22key`;
  expect(scrubber(apiKey, "THE_KEY")(text)).toBe(text);
});
