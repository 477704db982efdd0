/** What cannot be computed with many digits: integrals, functions of `src`. */
export class NoSecondOpinion extends Error {
  override readonly name = "NoSecondOpinion";
}
