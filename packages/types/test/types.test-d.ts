import { expectTypeOf } from "vitest";
import type {
  components,
  ChargerStatus,
  EvCharger,
  KnownChargerStatus,
  operations,
  paths,
  PushActionRequest,
} from "../src/index.gen.ts";

// An open set accepts any string and still completes the known ones.
expectTypeOf<ChargerStatus>().toEqualTypeOf<KnownChargerStatus | (string & {})>();
expectTypeOf<ChargerStatus>().not.toEqualTypeOf<string>();
expectTypeOf<"a status from the future">().toExtend<ChargerStatus>();
expectTypeOf<EvCharger["state"]["status"]>().toEqualTypeOf<ChargerStatus>();

// A closed set of a request refuses what it does not know, and so does a closed object.
type Command = PushActionRequest["action"]["command"];
expectTypeOf<"charge">().toExtend<Command>();
expectTypeOf<string>().not.toExtend<Command>();
// @ts-expect-error no such command
export const unknownCommand: PushActionRequest = { action: { command: "explode" } };
// @ts-expect-error no such property
export const unknownProperty: PushActionRequest = { action: { command: "idle", colour: "red" } };
// @ts-expect-error a command is required
export const missingCommand: PushActionRequest = { action: {} };

// The short name, the long name and what an operation answers are one type.
expectTypeOf<components["schemas"]["EvCharger"]>().toEqualTypeOf<EvCharger>();
expectTypeOf<paths["/ev-charger/{deviceId}"]["post"]>().toEqualTypeOf<
  operations["pushEvChargerAction"]
>();
type Page = operations["listEvChargers"]["responses"][200]["content"]["application/json"];
expectTypeOf<Page["data"]["items"][number]["id"]>().toEqualTypeOf<string>();

// Headers do, too, and one that is not required may be missing.
type Answer = operations["getEvCharger"]["responses"][200];
expectTypeOf<Answer["headers"]["x-ratelimit-remaining"]>().toEqualTypeOf<number | undefined>();
type Refusal = operations["getEvCharger"]["responses"][429];
expectTypeOf<Refusal["headers"]["Retry-After"]>().toEqualTypeOf<number>();

// An object that the contract leaves open has what it names, and whatever else comes.
type Schedule = NonNullable<EvCharger["currentSchedule"]>;
expectTypeOf<Schedule["id"]>().toEqualTypeOf<string>();
expectTypeOf<Schedule["anything"]>().toEqualTypeOf<unknown>();

// Parameters keep their types through the shared components.
type Query = NonNullable<operations["listEvChargers"]["parameters"]["query"]>;
expectTypeOf<Query["limit"]>().toEqualTypeOf<number | undefined>();
