import type { LiveWords } from "../../report/page/liveWords.js";
import type { ReadersWork } from "../work/readersWork.js";
import type { CellView } from "./cellView.js";
import type { ExerciseBoard } from "./exerciseBoard.js";
import type { Toolbar } from "./toolbar.js";

/** What a reset changes. */
export interface ResettablePage {
  readonly words: LiveWords;
  readonly work: ReadersWork;
  readonly toolbar: Toolbar;
  readonly cells: readonly CellView[];
  readonly board: ExerciseBoard;
  /** Ends what runs, and forgets what has run. */
  restart(): void;
}

/** Asks before anything is forgotten, where there is something. */
export function askToReset(page: ResettablePage): void {
  const { words, toolbar, work } = page;
  if (!work.holdsWork) {
    reset(page);
    toolbar.say(words.wasReset);
    return;
  }
  toolbar.ask(words.resetAsk, [
    [
      words.resetYes,
      () => {
        const kept = work.entries();
        reset(page);
        toolbar.ask(words.wasReset, [[words.takeBack, () => bringBack(page, kept)]]);
      },
    ],
    [words.resetNo, () => toolbar.say(words.ready)],
  ]);
}

/** Everything as it was when the page was written. */
function reset({ work, cells, board, restart }: ResettablePage): void {
  restart();
  work.clear();
  cells.forEach((cell) => cell.reset());
  board.reset();
}

function bringBack(
  { words, work, toolbar, cells, board }: ResettablePage,
  kept: Readonly<Record<string, string>>,
): void {
  work.add(kept);
  cells.forEach((cell) => cell.reload(work.cell(cell.data.id)));
  board.reset();
  toolbar.say(words.ready);
}
