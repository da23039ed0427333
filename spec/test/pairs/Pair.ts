import type { Impact } from "../../diff/diffContracts.ts";

/** What a change is worth: `none` when nothing at all differs for anybody. */
export type Label = Impact | "none";

/**
 * A contract that differs from the base in one thing, and what each direction is worth.
 *
 * - `major`: a caller that keeps to the one contract may be refused by a server that keeps to the
 *   other, or be answered something that it was not promised; or what was there by a name is gone.
 * - `minor`: there is more to use, or more is promised, and nobody has to change.
 * - `patch`: only what is said about it differs.
 */
export type Pair = readonly [
  name: string,
  /** What stands at which JSON Pointer of the changed contract; undefined for nothing. */
  edits: Readonly<Record<string, unknown>>,
  /** From the base to the changed contract. */
  forth: Label,
  /** From the changed contract to the base. */
  back: Label,
];
