import type { ActionRequest, KnownExecution, PushActionRequest } from "@ev-charger/types";
import type { Conflict, NewAction, PushTarget } from "../database/rows.ts";
import { Refusal } from "../http/Refusal.ts";
import { iso } from "./Clock.ts";
import { newId } from "./newId.ts";

/** How long an action stays `acknowledged` unless the push says otherwise, in ms. */
export const DEFAULT_DELAY = 2_000;

/** How far ahead an action may start, in ms: 30 days. */
const MAX_AHEAD = 30 * 24 * 60 * 60_000;

/** When an action is to start and when its window closes, in milliseconds since 1970. */
export interface Times {
  readonly start: number | null;
  readonly end: number | null;
}

/** Reads when an action is wanted. A relative time counts from `now`. */
export function timesOf({ start, end }: ActionRequest, now: number): Times {
  return { start: timeOf(start, now), end: timeOf(end, now) };
}

function timeOf(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const [, amount, unit] = /^(.*)([mh])$/.exec(text) ?? [];
  return amount === undefined
    ? Date.parse(`${text}Z`)
    : Math.round(now + Number(amount) * (unit === "h" ? 3_600_000 : 60_000));
}

/** How long the action stays `acknowledged`, in ms. */
export const delayOf = ({ sandbox }: PushActionRequest): number =>
  sandbox?.delaySeconds === undefined ? DEFAULT_DELAY : Math.round(sandbox.delaySeconds * 1_000);

/** @throws Refusal when the charger cannot do what the push wants, whatever else it is told. */
export function checkPush(
  { action, onConflict }: PushActionRequest,
  { profile }: PushTarget,
  times: Times,
  now: number,
): void {
  const { command } = action;
  const support = profile.commands[command];
  if (support === undefined) {
    throw new Refusal("COMMAND_NOT_SUPPORTED", `This device does not support ${command}.`);
  }
  checkTimes(times, now);
  checkExecution(command, support.execution, times);
  if (onConflict !== undefined && !profile.conflictStrategies.includes(onConflict)) {
    throw new Refusal("STRATEGY_NOT_SUPPORTED", `This device does not declare ${onConflict}.`);
  }
}

function checkTimes({ start, end }: Times, now: number): void {
  if (start === null) {
    if (end === null) return;
    throw new Refusal("INVALID_TIME_WINDOW", "end needs a start.", {
      details: { reason: "end_without_start" },
    });
  }
  if (start < now) throw new Refusal("START_IN_PAST", `The start ${iso(start)} lies in the past.`);
  if (start > now + MAX_AHEAD) {
    throw new Refusal(
      "START_OUT_OF_RANGE",
      `The start ${iso(start)} lies more than 30 days ahead.`,
    );
  }
  if (end !== null && end <= start) {
    throw new Refusal("INVALID_TIME_WINDOW", "end has to be after start.", {
      details: { reason: "end_not_after_start" },
    });
  }
}

function checkExecution(command: string, supported: readonly string[], times: Times): void {
  const requested: KnownExecution =
    times.start === null ? "immediate" : times.end === null ? "scheduled" : "windowed";
  if (supported.includes(requested)) return;
  throw new Refusal(
    "EXECUTION_NOT_SUPPORTED",
    `${command} cannot be ${requested} on this device.`,
    {
      details: { requestedExecution: requested, supportedExecution: [...supported] },
    },
  );
}

/** The action that a push makes of itself, when nothing is in its way. */
export function actionOf(
  push: PushActionRequest,
  { no, id, profile }: PushTarget,
  { start, end }: Times,
  { customerNo, now }: { readonly customerNo: number; readonly now: number },
): NewAction {
  const { outcome, errorCode } = push.sandbox ?? {};
  const cannot = outcome === undefined && profile.stuck !== undefined;
  const fails = outcome === "failed" || cannot;
  const acknowledged = Math.max(start ?? now, now);
  return {
    charger_id: id,
    charger_no: no,
    customer_no: customerNo,
    id: newId("action_ev"),
    command: push.action.command,
    created_at: now,
    acknowledged_at: acknowledged,
    done_at: acknowledged + delayOf(push),
    outcome: fails ? "failed" : "completed",
    error_code: fails ? (errorCode ?? (cannot ? "DEVICE_OFFLINE" : "SANDBOX_FAILURE")) : null,
    error_message: fails
      ? cannot
        ? `The charger did not answer: it is ${profile.stuck}.`
        : "The push asked the sandbox to let it fail."
      : null,
    start_at: start,
    end_at: end,
    queued_after: null,
    busy_from: now,
  };
}

/**
 * What becomes of a push that may meet other actions.
 *
 * @param found what was in its way at some time; what has ended since does not count
 * @throws Refusal when its strategy, if any, does not resolve that.
 */
export function resolve(
  push: PushActionRequest,
  { profile }: PushTarget,
  action: NewAction,
  found: readonly Conflict[],
): { readonly cancel: readonly number[]; readonly add: NewAction } {
  const now = action.created_at;
  const conflicts = found.filter(({ busy_until }) => busy_until > now);
  const last = conflicts.at(-1);
  if (last === undefined) return { cancel: [], add: action };
  const conflictingActionIds = conflicts.map(({ id }) => id);
  if (push.onConflict === undefined) {
    const strategies = [...profile.conflictStrategies];
    throw new Refusal("CONFLICT", "Another action of this device has not ended.", {
      details: { reason: "no_strategy_supplied", conflictingActionIds, strategies },
    });
  }
  if (push.onConflict === "cancel_and_replace") {
    const isScheduled = ({ created_at: from, acknowledged_at: to }: Conflict): boolean =>
      from <= now && now < to;
    if (conflicts.every(isScheduled)) {
      return { cancel: conflicts.map(({ no }) => no), add: action };
    }
    const message = "The other action is already acknowledged and cannot be cancelled.";
    throw new Refusal("CONFLICT", message, { details: { conflictingActionIds } });
  }
  if (last.end_at === null) {
    throw new Refusal("CONFLICT", "The other action has no end to queue after.", {
      details: { reason: "no_end_to_queue_after", conflictingActionIds },
    });
  }
  // A window may have closed already while the manufacturer still owes an answer.
  const start = Math.max(last.end_at, now);
  const times = { start, end: action.end_at };
  checkTimes(times, now);
  checkExecution(action.command, profile.commands[push.action.command]?.execution ?? [], times);
  const acknowledged_at = Math.max(start, last.done_at);
  const add = {
    ...action,
    start_at: start,
    acknowledged_at,
    done_at: acknowledged_at + delayOf(push),
    queued_after: last.no,
    busy_from: last.done_at,
  };
  return { cancel: [], add };
}
