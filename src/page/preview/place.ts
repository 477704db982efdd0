/** Where a reader is in a page, and what stands open there. */
export interface Place {
  /** The cell at the top of the window, and how far its edge is from there, in pixels. */
  readonly cell: string | undefined;
  readonly offset: number;
  readonly scroll: number;
  /** Boxes that are not as the page was written: open, or closed. */
  readonly boxes: ReadonlyMap<string, boolean>;
}

const cellsOf = (page: Document): HTMLElement[] => [
  ...page.querySelectorAll<HTMLElement>("article > section[data-cell]"),
];

export function placeIn(page: Document): Place {
  const { scrollY = 0 } = page.defaultView ?? {};
  const cell = cellsOf(page).find((one) => one.getBoundingClientRect().bottom > 0);
  return {
    cell: scrollY === 0 ? undefined : cell?.dataset["cell"],
    offset: cell?.getBoundingClientRect().top ?? 0,
    scroll: scrollY,
    boxes: new Map(boxesOf(page).map(([name, box]) => [name, box.open])),
  };
}

/** Opens what was open. */
export function openBoxes(page: Document, { boxes }: Place): void {
  for (const [name, box] of boxesOf(page)) {
    const open = boxes.get(name);
    if (open !== undefined && open !== box.open) box.open = open;
  }
}

/** Scrolls to where the reader was. */
export function goTo(page: Document, { cell, offset, scroll }: Place): void {
  const target = cellsOf(page).find((one) => one.dataset["cell"] === cell);
  const by = target === undefined ? undefined : target.getBoundingClientRect().top - offset;
  page.defaultView?.scrollTo({
    top: by === undefined ? scroll : page.defaultView.scrollY + by,
    behavior: "instant",
  });
}

/** Boxes by the cell that they stand in and their number there: a new version of the page has the same. */
function boxesOf(page: Document): [string, HTMLDetailsElement][] {
  const counts = new Map<string, number>();
  return [...page.querySelectorAll("details")].map((box) => {
    const cell = box.closest<HTMLElement>("section[data-cell]")?.dataset["cell"] ?? "";
    const number = counts.get(cell) ?? 0;
    counts.set(cell, number + 1);
    return [`${cell}/${number}`, box];
  });
}
