// Runs before anything is painted, so that no page flashes in the wrong colours.
import { applyMode, currentMode } from "./colorMode.ts";

applyMode(currentMode());
