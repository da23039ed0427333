import {
  documentedBody,
  documentedContentType,
  documentedHeaders,
  documentedStatus,
} from "../../src/checks/documented.ts";
import { listedCode } from "../../src/checks/expected.ts";
import { isObject } from "../../src/contract/Place.ts";
import {
  documented,
  isGood,
  isPage,
  numberIn,
  onlyTheTime,
  said,
  saying,
  withHeader,
} from "./answers.ts";
import type { Fault } from "./Fault.ts";

/** Statuses, content types, headers and error codes that the contract does not document. */
export const undocumented: readonly Fault[] = [
  {
    name: "answers a push with 200 instead of 202",
    meantFor: documentedStatus,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "pushEvChargerAction") ? { ...served, status: 200 } : served,
    }),
  },
  {
    name: "answers a page that others follow with 206",
    meantFor: documentedStatus,
    plant: () => ({
      answer: (served, asked) =>
        isPage(served, asked) && said(served, "/data/pagination/hasMore") === true
          ? { ...served, status: 206 }
          : served,
    }),
  },
  {
    name: "answers 410 for an action that is not there",
    meantFor: documentedStatus,
    plant: () => ({
      answer: (served, { operationId }) =>
        operationId === "getAction" && served.status === 404 ? { ...served, status: 410 } : served,
    }),
  },
  {
    name: "sends what is not found as application/problem+json",
    meantFor: documentedContentType,
    plant: () => ({
      answer: (served) =>
        served.status === 404
          ? withHeader(served, "content-type", "application/problem+json")
          : served,
    }),
  },
  {
    name: "sends every page after the first as plain text",
    meantFor: documentedContentType,
    plant: () => ({
      answer: (served, asked) =>
        isPage(served, asked) && numberIn(asked, "offset") > 0
          ? withHeader(served, "content-type", "text/plain")
          : served,
    }),
  },
  {
    name: "shows a conflict as a page of HTML",
    meantFor: documentedContentType,
    plant: () => ({
      answer: (served) =>
        served.status === 409
          ? { status: 409, headers: { "content-type": "text/html" }, body: "<h1>Conflict</h1>" }
          : served,
    }),
  },
  {
    name: "has many requests left, in a header that is a number",
    meantFor: documentedHeaders,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "getEvCharger")
          ? withHeader(served, "x-ratelimit-remaining", "many")
          : served,
    }),
  },
  {
    name: "counts the requests that are left below zero, once an action was cancelled",
    meantFor: documentedHeaders,
    plant: () => {
      let cancelled = false;
      return {
        answer: (served, asked) => {
          cancelled ||= isGood(served, asked, "cancelAction");
          return cancelled ? withHeader(served, "x-ratelimit-remaining", "-1") : served;
        },
      };
    },
  },
  {
    name: "answers 405 without saying what is allowed",
    meantFor: documentedHeaders,
    plant: () => ({
      answer: (served) => (served.status === 405 ? withHeader(served, "allow", undefined) : served),
    }),
  },
  {
    name: "asks for patience once, and does not say how long",
    meantFor: documentedHeaders,
    plant: () => {
      const isIt = onlyTheTime(50);
      return {
        request: (asked) =>
          asked.operationId !== undefined && isIt() ? documented(asked.operationId, 429) : asked,
      };
    },
  },
  {
    name: "says that something is missing with a code that nobody knows",
    meantFor: listedCode,
    plant: () => ({
      answer: (served) =>
        served.status === 404 ? saying(served, "/error/code", () => "GONE_FISHING") : served,
    }),
  },
  {
    name: "refuses a second cancel with a code that nobody knows",
    meantFor: listedCode,
    plant: () => {
      const cancelled = new Set<string>();
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "cancelAction")) cancelled.add(asked.id);
          return served.status === 409 && cancelled.has(asked.id)
            ? saying(served, "/error/code", () => "ALREADY_CANCELLED")
            : served;
        },
      };
    },
  },
  {
    name: "says NOT_FOUND of a charger, which is the code of an action",
    meantFor: listedCode,
    plant: () => ({
      answer: (served) =>
        said(served, "/error/code") === "DEVICE_NOT_FOUND"
          ? saying(served, "/error/code", () => "NOT_FOUND")
          : served,
    }),
  },
  {
    name: "builds its answers yesterday",
    meantFor: documentedBody,
    plant: () => ({
      answer: (served) => saying(served, "/meta/timestamp", () => "yesterday"),
    }),
  },
  {
    name: "says without a zone when an action ended",
    meantFor: documentedBody,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "getAction") && said(served, "/data/state") === "completed"
          ? saying(served, "/data/completedAt", (old) => String(old).replace("Z", ""))
          : served,
    }),
  },
  {
    name: "leaves the conflict strategies out of the last charger of a later page",
    meantFor: documentedBody,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "listEvChargers") && numberIn(asked, "offset") > 0
          ? saying(served, "/data/items", withoutStrategies)
          : served,
    }),
  },
  {
    name: "says yes instead of true when a setting was written",
    meantFor: documentedBody,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "updateEvChargerSettings")
          ? saying(served, "/success", () => "yes")
          : served,
    }),
  },
  {
    name: "takes the power that a charger draws for a text, once a setting of it was written",
    meantFor: documentedBody,
    plant: () => {
      const written = new Set<string>();
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "updateEvChargerSettings")) written.add(asked.id);
          return isGood(served, asked, "getEvCharger") && written.has(asked.id)
            ? saying(served, "/data/state/currentPower", String)
            : served;
        },
      };
    },
  },
  {
    name: "tells nothing about the answer when a charger is not found",
    meantFor: documentedBody,
    plant: () => ({
      answer: (served) =>
        said(served, "/error/code") === "DEVICE_NOT_FOUND"
          ? saying(served, "/meta", () => undefined)
          : served,
    }),
  },
];

function withoutStrategies(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  return items.map((item: unknown, index) =>
    isObject(item) && index === items.length - 1
      ? { ...item, conflictStrategies: undefined }
      : item,
  );
}
