import { answered, everyOperation } from "../../src/checks/checks.ts";
import { noServerError } from "../../src/checks/expected.ts";
import { documented, isGood, isPage, numberIn, onlyTheTime } from "./answers.ts";
import type { Fault } from "./Fault.ts";

/** Answers that do not come, that say the server failed, or that are never the one asked for. */
export const noAnswer: readonly Fault[] = [
  {
    name: "never answers the third setting that is written",
    meantFor: answered,
    timeout: 1_000,
    plant: () => {
      const isThird = onlyTheTime(3);
      return {
        answer: (served, asked) =>
          isGood(served, asked, "updateEvChargerSettings") && isThird() ? "never" : served,
      };
    },
  },
  {
    name: "drops the connection when an action is read that was just cancelled",
    meantFor: answered,
    plant: () => {
      let cancelled: string | undefined;
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "cancelAction")) cancelled = asked.id;
          else if (asked.operationId === "getAction" && asked.id === cancelled) return "dropped";
          return served;
        },
      };
    },
  },
  {
    name: "breaks off in the middle of a second page",
    meantFor: answered,
    plant: () => ({
      answer: (served, asked) =>
        isPage(served, asked) && numberIn(asked, "offset") === numberIn(asked, "limit")
          ? "cut off"
          : served,
    }),
  },
  {
    name: "answers 500 when the failed actions are asked for",
    meantFor: noServerError,
    plant: () => ({
      request: (asked) =>
        asked.operationId === "listActions" && asked.query.get("state") === "failed"
          ? documented("listActions", 500)
          : asked,
    }),
  },
  {
    name: "answers 503 when a charger is read right after a push",
    meantFor: noServerError,
    plant: () => {
      let pushed: string | undefined;
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "pushEvChargerAction")) pushed = asked.id;
          if (asked.operationId !== "getEvCharger" || asked.id !== pushed) return served;
          pushed = undefined;
          return documented("getEvCharger", 503);
        },
      };
    },
  },
  {
    name: "answers malformed JSON with 500, in plain text",
    meantFor: noServerError,
    plant: () => ({
      answer: (served, { body }) =>
        body.endsWith(",}")
          ? { status: 500, headers: { "content-type": "text/plain" }, body: "Unexpected token" }
          : served,
    }),
  },
  {
    name: "cancels nothing: every action is past it",
    meantFor: everyOperation,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "cancelAction") ? documented("cancelAction", 409) : served,
    }),
  },
  {
    name: "supports no setting on any charger",
    meantFor: everyOperation,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "updateEvChargerSettings")
          ? documented("updateEvChargerSettings", 422)
          : served,
    }),
  },
];
