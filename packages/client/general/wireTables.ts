import type { WireTables } from "./WireDefinition.ts";

// A generated client has the tables of its contract in place of these, in `wireTables.gen.ts`.

/** The one credential of the contract; undefined when it asks for none. */
export const credential: WireTables["credential"] = undefined;

/** How requests and answers of each operation are written, by METHOD and path. */
export const wire: WireTables["wire"] = {};
