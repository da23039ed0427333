import { cancelAction } from "./cancelAction.ts";
import { getAction } from "./getAction.ts";
import { getEvCharger } from "./getEvCharger.ts";
import type { Handlers } from "./Handler.ts";
import { listActions } from "./listActions.ts";
import { listEvChargers } from "./listEvChargers.ts";
import { pushEvChargerAction } from "./pushEvChargerAction.ts";
import { updateEvChargerSettings } from "./updateEvChargerSettings.ts";

/** What each operation does, by its operationId. */
export const handlers: Handlers = {
  cancelAction,
  getAction,
  getEvCharger,
  listActions,
  listEvChargers,
  pushEvChargerAction,
  updateEvChargerSettings,
};
