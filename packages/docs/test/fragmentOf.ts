/** Where the reference shows an operation, as the fragment of its page; it writes a tag in its own way. */
export const fragmentOf = ({ id, tag }: { readonly id: string; readonly tag: string }): string =>
  `#/${tag.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-")}/${id}`;
