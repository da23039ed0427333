/** A page of the site that is written or derived as markdown. */
export interface Page {
  /** Its place in the site, without an ending, such as `guides/pagination`. */
  readonly path: string;
  readonly title: string;
  /** One sentence, for search engines and `llms.txt`. */
  readonly description: string;
  /** The heading that it stands under in the menu; undefined when it stands nowhere in it. */
  readonly section: string | undefined;
  /** The text below its title. Links to other pages are relative and end in `.md`. */
  readonly markdown: string;
}

/** Thrown when a page cannot be built; the message names the page and the next step. */
export class InvalidPageError extends Error {
  override readonly name = "InvalidPageError" as const;
}
