// Runs before any text is there, so that no page flashes in the wrong colours. It stands at the beginning
// of the body: in the head, reading what is stored would delay the first paint by a quarter.
import { applyMode, currentMode } from "./colorMode.ts";

applyMode(currentMode());
