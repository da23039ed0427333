import { absence, authentication } from "../../src/checks/expected.ts";
import { keySecrecy } from "../../src/checks/secrecy.ts";
import { documented, isGood, saying, succeeded, withHeader } from "./answers.ts";
import type { Asked, Fault } from "./Fault.ts";

/** Things that are shown to whom they must not be, or that are not there at all; and the key. */
export const wronglyShown: readonly Fault[] = [
  {
    name: "asks for no key where an action is read",
    meantFor: authentication,
    plant: ({ apiKey }) => ({
      request: (asked) =>
        asked.operationId === "getAction" && !hasKey(asked) ? withKey(asked, apiKey) : asked,
    }),
  },
  {
    name: "takes any key where actions are listed",
    meantFor: authentication,
    plant: ({ apiKey }) => ({
      request: (asked) =>
        asked.operationId === "listActions" && hasKey(asked) ? withKey(asked, apiKey) : asked,
    }),
  },
  {
    name: "forbids instead of asking for a key",
    meantFor: authentication,
    plant: () => ({
      answer: (served, { operationId }) =>
        operationId === "pushEvChargerAction" && served.status === 401
          ? documented("pushEvChargerAction", 403)
          : served,
    }),
  },
  {
    name: "asks for no key to read a charger, once it was read with one",
    meantFor: authentication,
    plant: () => {
      const read = new Map<string, string>();
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "getEvCharger")) read.set(asked.id, served.body);
          const body = asked.operationId === "getEvCharger" ? read.get(asked.id) : undefined;
          return served.status === 401 && body !== undefined
            ? { ...served, status: 200, body }
            : served;
        },
      };
    },
  },
  {
    name: "shows another charger in place of one that is not there",
    meantFor: absence,
    plant: () => {
      let other: string | undefined;
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "getEvCharger")) other = served.body;
          return asked.operationId === "getEvCharger" &&
            served.status === 404 &&
            other !== undefined
            ? { ...served, status: 200, body: other }
            : served;
        },
      };
    },
  },
  {
    name: "calls an id invalid that it does not know",
    meantFor: absence,
    plant: () => ({
      answer: (served, { operationId }) =>
        operationId === "getAction" && served.status === 404
          ? documented("getAction", 400)
          : served,
    }),
  },
  {
    name: "allows only other methods on a path that it does not have",
    meantFor: absence,
    plant: () => ({
      answer: (served, { operationId }) =>
        operationId === undefined && served.status === 404
          ? withHeader(documented("getAction", 405), "allow", "GET")
          : served,
    }),
  },
  {
    name: "shows the key in a header of what is not found",
    meantFor: keySecrecy,
    plant: ({ apiKey }) => ({
      answer: (served) =>
        served.status === 404 ? withHeader(served, "x-debug", `key=${apiKey}`) : served,
    }),
  },
  {
    name: "quotes the key when it refuses an action",
    meantFor: keySecrecy,
    plant: ({ apiKey }) => ({
      answer: (served, { operationId }) =>
        operationId === "pushEvChargerAction" && served.status === 400
          ? saying(served, "/error/message", (old) => `${String(old)} (of ${apiKey})`)
          : served,
    }),
  },
  {
    name: "names its answers after the key, once a setting was written",
    meantFor: keySecrecy,
    plant: ({ apiKey }) => {
      let written = false;
      return {
        answer: (served, asked) => {
          written ||= isGood(served, asked, "updateEvChargerSettings");
          return written && asked.operationId === "getEvCharger" && succeeded(served)
            ? saying(served, "/meta/requestId", (old) => `${String(old)}_${apiKey}`)
            : served;
        },
      };
    },
  },
];

const hasKey = ({ headers }: Asked): boolean => (headers["x-api-key"] ?? "") !== "";

const withKey = (asked: Asked, apiKey: string): Asked => ({
  ...asked,
  headers: { ...asked.headers, "x-api-key": apiKey },
});
