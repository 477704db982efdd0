/** The formulas of a page's markup in order: `i:` in the line, `d:` on lines of their own, then the TeX. */
export function reading(html: string): string[] {
  return [...html.matchAll(/<math [^>]*?>[\s\S]*?<annotation[^>]*>([\s\S]*?)<\/annotation>/g)].map(
    ([formula, tex]) =>
      `${/^<math [^>]*display="block"/.test(formula) ? "d" : "i"}:${(tex ?? "")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&#x27;", "'")
        .replaceAll("&amp;", "&")}`,
  );
}
