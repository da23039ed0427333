// #region envelope
import { createClient, isApiError } from "@ev-charger/client";

const amps = createClient(); // AMPS_API_KEY, AMPS_BASE_URL

const { error, response } = await amps.GET("/ev-charger/{deviceId}", {
  params: { path: { deviceId: "device_ev_404" } },
});
console.log(response.status, error);
// #endregion envelope

// #region branch
async function powerOf(deviceId: string): Promise<number | undefined> {
  try {
    const { state } = await amps.getEvCharger({ path: { deviceId } });
    return state.currentPower;
  } catch (caught) {
    if (isApiError(caught, "DEVICE_NOT_FOUND")) return undefined;
    throw caught;
  }
}
console.log(await powerOf("device_ev_404"));
// #endregion branch

// #region details
const refused = await amps.listEvChargers({ query: { limit: 500 } }).safe();
if (isApiError(refused.error, "INVALID_REQUEST")) {
  console.log(refused.error.details.issues);
}
// #endregion details

// #region retry
const logger = { warn: (message: string) => console.log(message) };
const fault = "code=SERVICE_UNAVAILABLE, retry-after=0";
const headers = { "x-sandbox-fault": fault };
const failed = await amps.listEvChargers({}, { headers, logger }).safe();
console.log(failed.error?.code, failed.error?.attempts);
// #endregion retry
