import type { Contract, Operation } from "../contract/Contract.ts";
import { sampleOf } from "../contract/sampleOf.ts";
import { bodyVariants } from "./bodyVariants.ts";
import type { Case } from "./Case.ts";
import { refusal } from "./expectations.ts";
import { accepted, makeCase, refused } from "./makeCase.ts";
import { bodyOf, requestOf } from "./requestOf.ts";

/** Characters of a body that no server should take; well above what servers take by default. */
const tooMuch = 2 * 1024 * 1024;

/** Bodies that differ from one with everything in it by one property. */
export function bodyCases(contract: Contract, operation: Operation): Case[] {
  return (operation.body?.media ?? []).flatMap((media) => {
    const { schema } = media;
    if (!media.json || schema === undefined) return [];
    const [first] = media.examples;
    const full = sampleOf(schema);
    const base = contract.violations(schema, full).length === 0 ? full : first?.value;
    const seen = new Set<string>();
    return [...bodyVariants(schema, base)].flatMap(({ value, what }) => {
      const body = bodyOf(media, value);
      if (seen.has(body.text)) return [];
      seen.add(body.text);
      const request = requestOf(operation, { body });
      return contract.violations(schema, value).length > 0
        ? [refused(operation, `refuses body ${what}`, request)]
        : [accepted(operation, `takes body ${what}`, request)];
    });
  });
}

/** Bodies that are no JSON, of other media types, or too large. */
export function brokenBodies(operation: Operation): Case[] {
  const { body, responses } = operation;
  if (body === undefined) return [];
  const documented = (status: number) => responses.some((response) => response.status === status);
  const json = body.media.filter((media) => media.json);
  const [first] = body.media;
  const sending = (type: string, text: string) => requestOf(operation, { body: { type, text } });
  const whole = requestOf(operation).body?.text ?? "";
  return [
    ...json.flatMap(({ type }) =>
      [
        ["cut off", whole.slice(0, -1)],
        ["with more behind it", `${whole}]`],
        ["with a comma too many", whole.replace(/\}$/, ",}")],
        ["in single quotes", whole.replaceAll('"', "'")],
        ...(body.required ? [["not there", ""]] : []),
      ]
        // Cut off, `12` is `1`; and a list has no comma too many at its end.
        .filter(([, text = ""]) => !isJsonText(text) && (body.required || text !== ""))
        .map(([what = "", text = ""]) => {
          const name = `refuses malformed ${type}, ${what}`;
          return makeCase(
            operation,
            "malformed body",
            name,
            sending(type, text),
            refusal(operation, 400),
          );
        }),
    ),
    ...(documented(415) ? ["text/plain", "application/xml"] : [])
      .filter((type) => body.media.every((media) => media.type !== type))
      .map((type) => {
        const name = `refuses a body of ${type}`;
        const request = sending(type, whole);
        return makeCase(operation, "wrong media type", name, request, refusal(operation, 415));
      }),
    ...(documented(413) && first !== undefined
      ? [
          makeCase(
            operation,
            "body too large",
            `refuses a body of ${tooMuch} characters`,
            sending(first.type, " ".repeat(tooMuch)),
            refusal(operation, 413),
          ),
        ]
      : []),
  ];
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
