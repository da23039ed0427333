export { Clock } from "./domain/Clock.ts";
export { defaultFleet, defaultKeys, type FleetSize } from "./fleet/defaultFleet.ts";
export type {
  ChargerProfile,
  ChargerSetting,
  ChargerSettings,
  Fleet,
  FleetAction,
  FleetCharger,
  FleetCustomer,
  FleetKey,
} from "./fleet/Fleet.ts";
export { type Sandbox, type SandboxOptions, startSandbox } from "./startSandbox.ts";
