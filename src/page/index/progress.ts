import type { KeptPlace } from "../work/kept.js";
import type { ReadersWork } from "../work/readersWork.js";
import type { CourseNotebook, IndexExercise } from "./courseData.js";

/** How far a reader has come, in a notebook or in all of them. */
export interface Progress {
  readonly solved: number;
  readonly exercises: number;
  readonly earned: number;
  readonly points: number;
}

/** Counts the exercises that there are now: what was solved of an earlier edition alone does not count. */
export function progressOf(exercises: readonly IndexExercise[], work: ReadersWork): Progress {
  const answers = exercises.map(({ id }) => work.answer(id));
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  return {
    solved: answers.filter((answer) => answer?.solved === true).length,
    exercises: exercises.length,
    earned: sum(exercises.map(({ points }, at) => Math.min(answers[at]?.points ?? 0, points))),
    points: sum(exercises.map(({ points }) => points)),
  };
}

export function together(all: readonly Progress[]): Progress {
  return all.reduce(
    (a, b) => ({
      solved: a.solved + b.solved,
      exercises: a.exercises + b.exercises,
      earned: a.earned + b.earned,
      points: a.points + b.points,
    }),
    { solved: 0, exercises: 0, earned: 0, points: 0 },
  );
}

/** The page that was left last, and where. */
export function lastPlace(
  notebooks: readonly (readonly [CourseNotebook, ReadersWork])[],
): { readonly notebook: CourseNotebook; readonly place: KeptPlace } | undefined {
  return notebooks
    .flatMap(([notebook, work]) => {
      const { place } = work;
      return place === undefined ? [] : [{ notebook, place }];
    })
    .sort((a, b) => b.place.left - a.place.left)[0];
}
