/** Adds the second list to the first in time that grows with the second alone. */
export function joined<Item>(list: Item[] | null, more: readonly Item[]): Item[] {
  const all = list ?? [];
  for (const item of more) all.push(item);
  return all;
}
