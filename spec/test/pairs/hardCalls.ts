import { HARD } from "./hardBase.ts";
import type { Pair } from "./Pair.ts";

const SCHEMAS = "/components/schemas";
const EVENT = "/paths/~1watch/post/callbacks/event";
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };
const { Event, Reply } = HARD.components.schemas;
const callback = HARD.paths["/watch"].post.callbacks.event["{$request.body#/url}"];

/** What the API calls: of an event, what is sent is what others are told. */
export const calledBack: readonly Pair[] = [
  [
    "an event has a property less",
    { [`${SCHEMAS}/Event/properties/more`]: undefined },
    "major",
    "minor",
  ],
  ["an event has a property more", { [`${SCHEMAS}/Event/properties/new`]: text }, "minor", "major"],
  [
    "a property of an event need not be there",
    { [`${SCHEMAS}/Event/required`]: ["what"] },
    "major",
    "minor",
  ],
  [
    "an event is of a kind more",
    { [`${SCHEMAS}/What/enum`]: ["made", "gone", "lost"] },
    "major",
    "minor",
  ],
  [
    "a property of an event is of another type",
    { [`${SCHEMAS}/Event/properties/at/type`]: "integer" },
    "major",
    "major",
  ],
  [
    "who hears of an event has to answer more",
    { [`${SCHEMAS}/Reply/required`]: ["heard", "why"] },
    "major",
    "minor",
  ],
  [
    "who hears of an event may answer something more",
    { [`${SCHEMAS}/Reply/properties/when`]: text },
    "minor",
    "major",
  ],
  [
    "who hears of an event is called elsewhere",
    { [EVENT]: { "{$request.query.url}": callback } },
    "major",
    "major",
  ],
  [
    "nobody is called back any more",
    { "/paths/~1watch/post/callbacks": undefined },
    "major",
    "minor",
  ],
  ["a webhook is gone", { "/webhooks": {} }, "major", "minor"],
  [
    "a webhook has another name",
    { "/webhooks": { altered: HARD.webhooks.changed } },
    "major",
    "major",
  ],
  [
    "a webhook's event is described",
    { "/webhooks/changed/post/description": "It changed." },
    "patch",
    "patch",
  ],
  [
    "a webhook's own event has a property less",
    {
      "/webhooks/changed/post/requestBody/content/application~1json/schema": {
        ...Event,
        properties: { at: text, what: ref("What") },
      },
    },
    "major",
    "minor",
  ],
  [
    "the answer to a callback is written in place",
    {
      [`${EVENT}/{$request.body#~1url}/post/responses/200/content/application~1json/schema`]: Reply,
    },
    "none",
    "none",
  ],
];
