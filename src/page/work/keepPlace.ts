import type { ReadersWork } from "./readersWork.js";

/** Who stays this long at a place reads there, in milliseconds. */
const stay = 1_500;

/**
 * Keeps where the reader was, which the course's first page offers to continue at: the last place where somebody stayed,
 * since the way out of a page leads past its top.
 */
export function keepPlace(work: ReadersWork): void {
  let fragment = fragmentOfReading();
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => (fragment = fragmentOfReading()), stay);
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") work.keepPlace({ fragment, left: Date.now() });
  });
}

/** The heading or cell that is being read; none at the beginning. */
function fragmentOfReading(): string {
  if (scrollY < innerHeight * 0.2) return "";
  const line = innerHeight * 0.3;
  const above = [
    ...document.querySelectorAll<HTMLElement>("article :is(h1, h2, h3, section)[id]"),
  ].filter((place) => {
    const { top, height } = place.getBoundingClientRect();
    return height > 0 && top < line;
  });
  const id = above.at(-1)?.id;
  return id === undefined ? "" : `#${encodeURIComponent(id)}`;
}
