/** So many milliseconds at once: a reader who scrolls meanwhile sees every frame. */
const longestTask = 10;

/**
 * A long page opens with its code, figures and exercises laid out near the screen alone (`data-far`, set by early.ts).
 * The others follow when the browser has time, so that links, contents and the scroll bar know where everything is.
 */
export function layOutFarCells(): void {
  const root = document.documentElement;
  if (root.dataset["far"] === undefined) return;
  const cells = [...document.querySelectorAll<HTMLElement>(".code-cell")];
  const remaining = [...cells];
  const layOutAll = (): void => {
    remaining.length = 0;
    delete root.dataset["far"];
    cells.forEach((cell) => cell.style.removeProperty("content-visibility"));
  };
  const layOutSome = (): void => {
    const until = performance.now() + longestTask;
    do {
      const cell = remaining.shift();
      if (cell === undefined) break;
      cell.style.contentVisibility = "visible";
      // Laid out now, while there is time.
      cell.getBoundingClientRect();
    } while (performance.now() < until);
    if (remaining.length > 0) whenIdle(layOutSome);
    else layOutAll();
  };
  // A jump must land where it should.
  addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof Element && target.closest('a[href^="#"]')) layOutAll();
    },
    { capture: true },
  );
  addEventListener("beforeprint", layOutAll);
  whenIdle(layOutSome);
}

function whenIdle(job: () => void): void {
  // A browser that is busy all the time does it all the same, bit by bit.
  if ("requestIdleCallback" in window) requestIdleCallback(job, { timeout: 200 });
  else setTimeout(job, 50);
}
