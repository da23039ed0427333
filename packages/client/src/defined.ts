/** A copy without what is undefined, so that it covers nothing up when it is spread over something. */
export function defined<Type extends object>(given: Type): Partial<Defined<Type>> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same, but for undefined
  return Object.fromEntries(entries) as Partial<Defined<Type>>;
}

type Defined<Type> = { [Name in keyof Type]: Exclude<Type[Name], undefined> };
