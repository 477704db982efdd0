/** An element that the page around the pages was written with. */
export function element<Kind extends HTMLElement>(
  selector: string,
  within: ParentNode = document,
): Kind {
  const found = within.querySelector<Kind>(selector);
  if (found === null) throw new Error(`the preview's page has no ${selector}`);
  return found;
}
