import type { ProgressWords } from "../../report/page/progressWords.js";

/** An exercise as a course's first page knows it. */
export interface IndexExercise {
  readonly id: string;
  readonly points: number;
}

export interface CourseNotebook {
  /** The file of its page, such as `06-binary.html`. */
  readonly page: string;
  readonly title: string;
  /** By which name its work is kept. */
  readonly notebook: string;
  readonly exercises: readonly IndexExercise[];
}

/** What a course's first page was written with. */
export interface CourseData {
  readonly course: string;
  readonly words: ProgressWords;
  /** The notebooks whose pages are alive, in their order. */
  readonly notebooks: readonly CourseNotebook[];
}
