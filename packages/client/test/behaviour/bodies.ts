/** The bodies that the scripted server answers with, as the contract shapes them. */

const meta = {
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

export function charger(id: string) {
  return {
    id,
    vendor: "ZAPTEC",
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
    commands: {},
    conflictStrategies: [],
    lastAction: null,
    currentSchedule: null,
  };
}

export function action(state: string) {
  return {
    id: "action_1",
    deviceId: "device_1",
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

/** An empty page of a list. */
export const emptyList = success({
  items: [],
  pagination: { limit: 10, offset: 0, total: 0, hasMore: false },
});
