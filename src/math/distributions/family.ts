/**
 * A family: call it with parameters for a distribution; `fit` and `loss` stand on it.
 *
 *     const p = normal({ mean: 0, standardDeviation: 2 });
 *     const q = normal.fit(data);
 */
export function family<Create extends object, Extras extends object>(
  create: Create,
  extras: Extras,
): Create & Extras {
  return Object.assign(create, extras);
}
