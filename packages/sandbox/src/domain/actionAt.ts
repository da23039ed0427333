import type { Action, PushedAction } from "@ev-charger/types";
import type { ActionRow } from "../database/rows.ts";
import { iso } from "./Clock.ts";

/** The only type of device that the sandbox has. */
export const DEVICE_TYPE = "ev_charger";

/** Where an action can be read. */
export const linkTo = (actionId: string): string => `/actions/${encodeURIComponent(actionId)}`;

/** An action as the API shows it: its row says what it is at the instant that was asked for. */
export function actionAt(row: ActionRow): Action {
  const { state, outcome } = row;
  const hasFailed = state === "failed";
  const hasEnded = hasFailed || state === "completed" || state === "cancelled";
  const wasTold = state !== "scheduled" && state !== "cancelled";
  return {
    id: row.id,
    deviceId: row.charger_id,
    deviceType: DEVICE_TYPE,
    command: row.command,
    parameters: null,
    state,
    result: state === outcome ? resultOf(row) : null,
    errorCode: hasFailed ? row.error_code : null,
    errorMessage: hasFailed ? row.error_message : null,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.changed_at),
    acknowledgedAt: wasTold ? iso(row.acknowledged_at) : null,
    completedAt: hasEnded ? iso(row.ended_at) : null,
    start: row.start_at === null ? null : iso(row.start_at),
    end: row.end_at === null ? null : iso(row.end_at),
    links: { self: linkTo(row.id) },
  };
}

function resultOf({ outcome, error_message: error }: ActionRow): Action["result"] {
  return outcome === "completed"
    ? { success: true, message: "The manufacturer accepted the command." }
    : { success: false, ...(error !== null && { error }) };
}

/** What the answer to a push shows of an action. */
export function pushedAction(row: ActionRow): PushedAction {
  const { id, deviceId, deviceType, command, parameters, state, createdAt, start, end, links } =
    actionAt(row);
  const window = end === null ? {} : { end };
  return {
    id,
    deviceId,
    deviceType,
    command,
    parameters,
    state,
    createdAt,
    start,
    ...window,
    links,
  };
}
