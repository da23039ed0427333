import { finality, links, readsBack } from "../../src/checks/links.ts";
import { isObject } from "../../src/contract/Place.ts";
import { documented, isGood, isPage, said, saying, succeeded } from "./answers.ts";
import type { Fault } from "./Fault.ts";

/** Links that lead nowhere, and writes that are lost or undone. */
export const forgetful: readonly Fault[] = [
  {
    name: "links every action to a path that the contract does not have",
    meantFor: links,
    plant: () => ({
      answer: (served, { operationId }) => {
        if (operationId === undefined || !succeeded(served)) return served;
        const wrong = (old: unknown) => String(old).replace("/actions/", "/action/");
        return ["/data/links/self", "/data/items/*/links/self"].reduce(
          (before, pointer) => saying(before, pointer, wrong),
          served,
        );
      },
    }),
  },
  {
    name: "links the last action of a charger to the one before",
    meantFor: links,
    plant: () => {
      let before: unknown;
      return {
        answer: (served, asked) => {
          if (!isGood(served, asked, "getEvCharger")) return served;
          const self = said(served, "/data/lastAction/links/self");
          const other = before;
          before = self ?? before;
          return self === undefined || other === undefined
            ? served
            : saying(served, "/data/lastAction/links/self", () => other);
        },
      };
    },
  },
  {
    name: "loses a charger for a moment when it was pushed to",
    meantFor: links,
    plant: () => {
      let pushed: string | undefined;
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "pushEvChargerAction")) pushed = asked.id;
          if (!isGood(served, asked, "getEvCharger") || asked.id !== pushed) return served;
          pushed = undefined;
          return documented("getEvCharger", 404);
        },
      };
    },
  },
  {
    name: "finds a pushed action from its second read on",
    meantFor: links,
    plant: () => {
      const fresh = new Set<unknown>();
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "pushEvChargerAction")) fresh.add(said(served, "/data/id"));
          return isGood(served, asked, "getAction") && fresh.delete(asked.id)
            ? documented("getAction", 404)
            : served;
        },
      };
    },
  },
  {
    name: "does not keep settings",
    meantFor: readsBack,
    plant: () => {
      const kept = new Map<string, unknown>();
      return {
        answer: (served, asked) => {
          if (!isGood(served, asked, "getEvCharger")) return served;
          const settings = kept.get(asked.id) ?? said(served, "/data/settings");
          kept.set(asked.id, settings);
          return saying(served, "/data/settings", () => settings);
        },
      };
    },
  },
  {
    name: "keeps no setting of a charger that was pushed to",
    meantFor: readsBack,
    plant: () => {
      const kept = new Map<string, unknown>();
      const pushed = new Set<string>();
      return {
        answer: (served, asked) => {
          const { id } = asked;
          if (isGood(served, asked, "pushEvChargerAction")) pushed.add(id);
          if (!isGood(served, asked, "getEvCharger") || !pushed.has(id)) return served;
          const settings = kept.get(id) ?? said(served, "/data/settings");
          kept.set(id, settings);
          return saying(served, "/data/settings", () => settings);
        },
      };
    },
  },
  {
    name: "lists the actions of a charger oldest first",
    meantFor: readsBack,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "listActions") && asked.query.has("deviceId")
          ? saying(served, "/data/items", (items) =>
              Array.isArray(items) ? items.toReversed() : items,
            )
          : served,
    }),
  },
  {
    name: "says at the push that it came a second earlier than the action says later",
    meantFor: readsBack,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "pushEvChargerAction")
          ? saying(served, "/data/createdAt", (old) =>
              new Date(Date.parse(String(old)) - 1_000).toISOString(),
            )
          : served,
    }),
  },
  {
    name: "forgets when a scheduled action is to start",
    meantFor: readsBack,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "getAction") ? saying(served, "/data/start", () => null) : served,
    }),
  },
  {
    name: "lists cancelled actions as scheduled",
    meantFor: finality,
    plant: () => ({
      answer: (served, asked) =>
        isPage(served, asked) && !asked.query.has("state")
          ? saying(served, "/data/items/*/state", (old) =>
              old === "cancelled" ? "scheduled" : old,
            )
          : served,
    }),
  },
  {
    name: "shows a charger whose last action was cancelled as if it were to come",
    meantFor: finality,
    plant: () => ({
      answer: (served, asked) =>
        isGood(served, asked, "getEvCharger")
          ? saying(served, "/data/lastAction", (last) =>
              isObject(last) && last["state"] === "cancelled"
                ? { ...last, state: "scheduled" }
                : last,
            )
          : served,
    }),
  },
  {
    name: "lists as failed what it showed completed",
    meantFor: finality,
    plant: () => {
      const completed = new Set<unknown>();
      return {
        answer: (served, asked) => {
          if (isGood(served, asked, "getAction") && said(served, "/data/state") === "completed")
            completed.add(asked.id);
          if (!isGood(served, asked, "listActions") || asked.query.has("state")) return served;
          return saying(served, "/data/items/*", (item) =>
            isObject(item) && completed.has(item["id"]) ? { ...item, state: "failed" } : item,
          );
        },
      };
    },
  },
];
