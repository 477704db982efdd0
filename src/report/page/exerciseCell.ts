/** The two versions of a cell in which a reader answers an exercise. */
export interface ExerciseCell {
  /** What stands there when the page opens. */
  readonly stub: string;
  /** As the author solved it. */
  readonly solved: string;
}
