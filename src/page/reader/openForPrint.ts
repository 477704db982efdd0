/** Paper cannot be clicked: what is folded opens for it, and closes again. */
export function openForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")].filter(
      (details) => !details.matches(".figure-data, .folded, .solution, .hint"),
    );
    opened.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));
}
