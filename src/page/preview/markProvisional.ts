const label = "Provisional: a clean run is under way";

/** Marks the cells whose results a warm kernel gave, and no others. */
export function markProvisional(page: Document, cells: readonly string[]): void {
  for (const section of page.querySelectorAll<HTMLElement>("article > section[data-cell]")) {
    const mark = section.querySelector<HTMLElement>(":scope > [data-provisional]");
    const isProvisional = cells.includes(section.dataset["cell"] ?? "");
    if (isProvisional && mark === null) section.append(newMark(page));
    if (!isProvisional) mark?.remove();
  }
}

function newMark(page: Document): HTMLElement {
  const mark = page.createElement("p");
  mark.dataset["provisional"] = "";
  mark.textContent = label;
  // By the object model: the page's policy admits no other style.
  Object.assign(mark.style, {
    borderInlineStart: "4px dashed currentColor",
    paddingInlineStart: "8px",
    fontStyle: "italic",
  });
  return mark;
}
