/** A seed of its own for each thing that is drawn, so that one more does not change the others. */
export function seedOf(seed: number, label: string): number {
  let hash = seed | 0;
  for (const character of label) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash;
}
