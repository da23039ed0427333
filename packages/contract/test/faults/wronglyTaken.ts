import {
  acceptedInput,
  refusedBody,
  refusedInput,
  undeclaredMethods,
} from "../../src/checks/expected.ts";
import { isObject } from "../../src/contract/Place.ts";
import { asking, documented, isGood, withHeader } from "./answers.ts";
import type { Asked, Fault, Served } from "./Fault.ts";

/** Requests that are refused although they are right, or taken although they are not. */
export const wronglyTaken: readonly Fault[] = [
  {
    name: "refuses a device type that the contract lists",
    meantFor: acceptedInput,
    plant: () => ({
      request: (asked) =>
        asked.query.get("deviceType") === "hvac" ? documented("listActions", 400) : asked,
    }),
  },
  {
    name: "refuses pages of one",
    meantFor: acceptedInput,
    plant: () => ({
      request: (asked) =>
        asked.operationId === "listEvChargers" && asked.query.get("limit") === "1"
          ? documented("listEvChargers", 400)
          : asked,
    }),
  },
  {
    name: "refuses query parameters that it does not know",
    meantFor: acceptedInput,
    plant: () => ({
      answer: (served, { operationId, query }) =>
        served.status === 200 && operationId === "getAction" && query.size > 0
          ? documented("getAction", 400)
          : served,
    }),
  },
  {
    name: "no longer knows the key when a charger gets its third push",
    meantFor: acceptedInput,
    plant: () => {
      const pushes = new Map<string, number>();
      return {
        answer: (served, asked) => {
          if (!isGood(served, asked, "pushEvChargerAction")) return served;
          const count = (pushes.get(asked.id) ?? 0) + 1;
          pushes.set(asked.id, count);
          return count === 3 ? documented("pushEvChargerAction", 401) : served;
        },
      };
    },
  },
  {
    name: "drops what it does not know of a push",
    meantFor: refusedInput,
    plant: () => ({
      request: (asked) => {
        const body = asked.operationId === "pushEvChargerAction" ? parsed(asked.body) : undefined;
        if (!isObject(body) || !("unknownProperty" in body)) return asked;
        const { unknownProperty: _, ...known } = body;
        return { ...asked, body: JSON.stringify(known) };
      },
    }),
  },
  {
    name: "takes a limit of 51 for 50",
    meantFor: refusedInput,
    plant: () => ({
      request: (asked) =>
        asked.query.get("limit") === "51" ? asking(asked, "limit", "50") : asked,
    }),
  },
  {
    name: "takes settings with a comma too many",
    meantFor: refusedInput,
    plant: () => ({
      request: (asked) =>
        asked.operationId === "updateEvChargerSettings"
          ? { ...asked, body: asked.body.replace(/,\}$/, "}") }
          : asked,
    }),
  },
  {
    name: "refuses a setting of the wrong type with 422 instead of 400",
    meantFor: refusedInput,
    plant: () => ({
      answer: (served, { operationId, body }) =>
        operationId === "updateEvChargerSettings" && served.status === 400 && body.includes("wrong")
          ? documented("updateEvChargerSettings", 422)
          : served,
    }),
  },
  {
    name: "takes the last of two offsets",
    meantFor: refusedInput,
    plant: () => ({
      request: (asked) => {
        const offsets = asked.query.getAll("offset");
        return offsets.length > 1 ? asking(asked, "offset", offsets.at(-1)) : asked;
      },
    }),
  },
  {
    name: "looks at no setting any more, once one was written",
    meantFor: refusedInput,
    plant: () => {
      let written: Served | undefined;
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "updateEvChargerSettings")) written = served;
          const isRefused =
            asked.operationId === "updateEvChargerSettings" && served.status === 400;
          return isRefused ? (written ?? served) : served;
        },
      };
    },
  },
  {
    name: "reads JSON in whatever it is sent as",
    meantFor: refusedBody,
    plant: () => ({
      request: (asked) => ({
        ...asked,
        headers: { ...asked.headers, ...(asked.body && { "content-type": "application/json" }) },
      }),
    }),
  },
  {
    name: "calls a body that is too large invalid",
    meantFor: refusedBody,
    plant: () => ({
      answer: (served, { operationId }) =>
        operationId !== undefined && served.status === 413 ? documented(operationId, 400) : served,
    }),
  },
  {
    name: "does not find what it has no method for",
    meantFor: undeclaredMethods,
    plant: () => ({
      answer: (served, { url }) =>
        served.status === 405 && /^\/actions\/[^/]+$/.test(url)
          ? documented("getAction", 404)
          : served,
    }),
  },
  {
    name: "forgets POST among what is allowed",
    meantFor: undeclaredMethods,
    plant: () => ({
      answer: (served) =>
        served.status === 405 && served.headers["allow"]?.includes("GET") === true
          ? withHeader(served, "allow", "GET")
          : served,
    }),
  },
  {
    name: "takes PUT for POST where settings are written",
    meantFor: undeclaredMethods,
    plant: () => ({
      request: (asked) =>
        asked.method === "PUT" && asked.url.endsWith("/settings") ? asPost(asked) : asked,
    }),
  },
];

const asPost = (asked: Asked): Asked => ({
  ...asked,
  method: "POST",
  headers: { ...asked.headers, "content-type": "application/json" },
  body: '{"max_charge_rate":{"value":7,"unit":"kw"}}',
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is malformed is passed on as it is.
    return undefined;
  }
}
