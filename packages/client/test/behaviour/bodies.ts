/** The bodies that a server answers with, as the contract shapes them. */

/** About every answer of the scripted server; what it has happened at this time. */
export const meta = {
  requestId: "req_1",
  environment: "sandbox",
  timestamp: "2026-06-01T12:00:00.000Z",
  latencyMs: 1,
};

export function success(data: unknown) {
  return { success: true, data, meta };
}

export function failure(code: string, message = "No.", details?: unknown) {
  return { success: false, error: { code, message, details }, meta: { ...meta, path: "/" } };
}

/** A charger, as a list shows it. */
export function charger(id: string) {
  return {
    id,
    vendor: "example_vendor_a",
    sync: { available: true, lastPulledAt: meta.timestamp },
    metadata: { model: "Go", source: "cache" },
    state: {
      status: "available",
      isConnected: false,
      isCharging: false,
      currentPower: 0,
      maxCurrent: 16,
      powerRateLimit: 11,
    },
    commands: {
      charge: { parameters: {}, execution: ["immediate", "scheduled", "windowed"] },
      idle: { parameters: {}, execution: ["immediate", "scheduled"] },
    },
    conflictStrategies: ["cancel_and_replace"],
    lastAction: null,
    currentSchedule: null,
  };
}

/** The same charger, as a read of it alone shows it. */
export function detail(id: string) {
  const settings = { max_charge_rate: { value: 11, unit: "kw", min: 0, max: 50 } };
  return { ...charger(id), settings };
}

export function action(state: string) {
  return {
    id: "action_1",
    deviceId: "device_2",
    deviceType: "ev_charger",
    command: "charge",
    parameters: null,
    state,
    result: null,
    errorCode: null,
    errorMessage: null,
    createdAt: meta.timestamp,
    updatedAt: meta.timestamp,
    acknowledgedAt: null,
    completedAt: null,
    start: null,
    end: null,
    links: { self: "/actions/action_1" },
  };
}

/** The action of a push, as the answer to it shows it. */
export function pushed(deviceId: string) {
  const { id, deviceType, command, parameters, createdAt, start, links } = action("");
  const state = "acknowledged";
  return { id, deviceId, deviceType, command, parameters, state, createdAt, start, links };
}

/** An empty page of a list. */
export const emptyList = success({
  items: [],
  pagination: { limit: 10, offset: 0, total: 0, hasMore: false },
});
