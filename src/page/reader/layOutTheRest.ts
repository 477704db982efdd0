/** So many milliseconds at once: a reader who scrolls meanwhile sees every frame. */
const turn = 10;

/**
 * A long page opens with its code, figures and exercises laid out near the screen alone (`data-far`, set by early.ts).
 * The others follow when the browser has time, so that links, contents and the scroll bar know where everything is.
 */
export function layOutTheRest(): void {
  const root = document.documentElement;
  if (root.dataset["far"] === undefined) return;
  const cells = [...document.querySelectorAll<HTMLElement>(".code-cell")];
  const rest = [...cells];
  const all = (): void => {
    rest.length = 0;
    delete root.dataset["far"];
    cells.forEach((cell) => cell.style.removeProperty("content-visibility"));
  };
  const some = (): void => {
    const until = performance.now() + turn;
    do {
      const cell = rest.shift();
      if (cell === undefined) break;
      cell.style.contentVisibility = "visible";
      // Laid out now, while there is time.
      cell.getBoundingClientRect();
    } while (performance.now() < until);
    if (rest.length > 0) later(some);
    else all();
  };
  // A jump must land where it should.
  addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof Element && target.closest('a[href^="#"]')) all();
    },
    { capture: true },
  );
  addEventListener("beforeprint", all);
  later(some);
}

function later(job: () => void): void {
  // A browser that is busy all the time does it all the same, bit by bit.
  if ("requestIdleCallback" in window) requestIdleCallback(job, { timeout: 200 });
  else setTimeout(job, 50);
}
