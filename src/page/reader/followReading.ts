/** Marks in the contents the section that is being read. */
export function followReading(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".contents a")];
  const headings = links
    .map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))))
    .filter((heading) => heading !== null);
  const details = document.querySelector<HTMLDetailsElement>(".contents details");
  if (details !== null && matchMedia("(max-width: 72rem)").matches) details.open = false;
  if (headings.length === 0) return;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = innerHeight * 0.3;
    let current = -1;
    headings.forEach((heading, index) => {
      if (heading.getBoundingClientRect().top < line) current = index;
    });
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
    // Only the list moves, never the page.
    const list = details?.querySelector("ol");
    const link = links[current];
    if (list && link && list.scrollHeight > list.clientHeight)
      list.scrollTop = link.offsetTop - list.offsetTop - list.clientHeight / 2;
  };
  addEventListener(
    "scroll",
    () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    },
    { passive: true },
  );
  mark();
}
