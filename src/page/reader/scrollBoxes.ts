/** Boxes that scroll sideways must be reachable with the keyboard; boxes that do not must be no stop on the way. */
export function scrollBoxes(root: ParentNode): void {
  const boxes = [...root.querySelectorAll<HTMLElement>("[data-scroll]")];
  const mark = (box: HTMLElement) => {
    const scrolls =
      box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (scrolls) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", labelOf(box));
    } else {
      box.removeAttribute("tabindex");
      box.removeAttribute("role");
      box.removeAttribute("aria-label");
    }
  };
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) if (entry.target instanceof HTMLElement) mark(entry.target);
  });
  boxes.forEach((box) => observer.observe(box));
}

let counter = 0;
const numbers = new WeakMap<HTMLElement, number>();

/** Regions need names of their own. */
function labelOf(box: HTMLElement): string {
  let number = numbers.get(box);
  if (number === undefined) numbers.set(box, (number = ++counter));
  const caption = box.querySelector("caption")?.textContent;
  // Two tables may bear the same caption.
  return `${caption ? `${caption}, ` : ""}${box.dataset["scroll"] ?? "box"} ${number}`;
}
