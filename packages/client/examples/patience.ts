// How long a call may take, how often it is tried again, and how to give it up.
import { AbortError, createClient, TimeoutError } from "@ev-charger/client";

// For every call, unless it says otherwise: 5 s for each attempt, 20 s with all retries and waits.
const amps = createClient({ timeout: 5_000, totalTimeout: 20_000, retries: 3 });

const controller = new AbortController();
const call = amps.getEvCharger(
  { path: { deviceId: "device_ev_001" }, query: { expedite: true } },
  { signal: controller.signal, retries: 0 },
);
controller.abort(new Error("The user has left the page."));
try {
  await call;
} catch (error) {
  if (!(error instanceof AbortError)) throw error;
  console.log(`${error.method} ${error.path}: ${String(error.cause)}`);
}

// As if the API did not answer: each of the two attempts is given up after 50 ms.
const silence = (): Promise<Response> => new Promise(() => {});
const result = await amps.listEvChargers({}, { fetch: silence, timeout: 50, retries: 1 }).safe();
if (result.error instanceof TimeoutError) {
  console.log(`No answer in time, in ${result.error.attempts} attempts.`);
}
