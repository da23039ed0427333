import type { Fault } from "./Fault.ts";
import { forgetful } from "./forgetful.ts";
import { noAnswer } from "./noAnswer.ts";
import { undocumented } from "./undocumented.ts";
import { wronglyShown } from "./wronglyShown.ts";
import { wronglyTaken } from "./wronglyTaken.ts";
import { wrongPages } from "./wrongPages.ts";

/** Every fault that the checks are proved by. */
export const faults: readonly Fault[] = [
  ...noAnswer,
  ...undocumented,
  ...wronglyTaken,
  ...wronglyShown,
  ...wrongPages,
  ...forgetful,
];
