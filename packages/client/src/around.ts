/** Runs the innermost step with layers of code around it, the first one outermost. */
export function around<Context, Result>(
  layers: readonly (
    | ((context: Context, next: () => Promise<Result>) => Promise<Result>)
    | undefined
  )[],
  context: Context,
  innermost: () => Promise<Result>,
): Promise<Result> {
  return layers.reduceRight<() => Promise<Result>>(
    (next, layer) => (layer === undefined ? next : async () => layer(context, next)),
    innermost,
  )();
}
