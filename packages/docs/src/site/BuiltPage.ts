import type { FramedPage } from "./buildSite.ts";

/** A page of the site, and the files that it needs. */
export interface BuiltPage {
  readonly page: FramedPage;
  /** Their content, by their place in the site. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}
