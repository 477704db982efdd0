/** A picture that draws more elements than this, by using parts of itself again and again, is none. */
const mostElements = 500_000;

/**
 * An SVG as an `<img>` can show it: with the namespace that a page does not ask for and a file does. Undefined where it
 * is no SVG, declares entities, or multiplies itself (`<use>` of a `<use>` of …) until a browser stands still.
 */
export function drawableSvg(text: string): string | undefined {
  const [root, prefix] = /<(?:([\w.-]+):)?svg(?=[\s/>])[^>]*>/i.exec(text) ?? [];
  if (root === undefined || /<!ENTITY/i.test(text)) return undefined;
  if (text.includes("<use") && elementsDrawn(text) > mostElements) return undefined;
  let opened = root;
  // An element with a prefix says itself where its names come from.
  if (prefix === undefined && !/\sxmlns\s*=/.test(root))
    opened = opened.replace(/^<svg/i, '<svg xmlns="http://www.w3.org/2000/svg"');
  for (const name of undeclaredPrefixes(text))
    opened = opened.replace(/^<[\w.:-]+/, (start) => {
      const uri = name === "xlink" ? "http://www.w3.org/1999/xlink" : `urn:${name}`;
      return `${start} xmlns:${name}="${uri}"`;
    });
  return opened === root ? text : text.replace(root, () => opened);
}

/** Prefixes of elements and attributes that the file says nothing of, as an editor's own: a browser would refuse it. */
function undeclaredPrefixes(text: string): string[] {
  const used = new Set<string>();
  for (const [, name = ""] of text.matchAll(/[\s<]([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*(?=[\s=/>])/g))
    if (used.size < 20) used.add(name);
  return [...used].filter(
    (name) =>
      !/^xml(?:ns)?$/i.test(name) &&
      !new RegExp(`\\sxmlns:${name.replaceAll(".", "\\.")}\\s*=`).test(text),
  );
}

/** The number of elements that are drawn when every `<use>` is followed. */
function elementsDrawn(text: string): number {
  interface Part {
    elements: number;
    readonly uses: string[];
  }
  const parts = new Map<string, Part>();
  const whole: Part = { elements: 0, uses: [] };
  const open: (Part | undefined)[] = [];
  // What an element holds counts for every element with an id around it; few of those stand in one another.
  const enclosing: Part[] = [whole];
  for (const [tag, close, name = "", attributes = ""] of text.matchAll(
    /<(\/?)([a-zA-Z][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g,
  )) {
    if (close === "/") {
      const part = open.pop();
      if (part !== undefined) enclosing.splice(enclosing.lastIndexOf(part), 1);
      continue;
    }
    const reference = name === "use" ? /href\s*=\s*["']#([^"']*)/.exec(attributes)?.[1] : undefined;
    for (const part of enclosing) {
      part.elements++;
      if (reference !== undefined) part.uses.push(reference);
    }
    if (tag.endsWith("/>")) continue;
    const id = /\sid\s*=\s*["']([^"']*)/.exec(attributes)?.[1];
    const part = id === undefined || enclosing.length > 50 ? undefined : { elements: 1, uses: [] };
    if (part !== undefined && id !== undefined) {
      parts.set(id, part);
      enclosing.push(part);
    }
    open.push(part);
  }
  const counted = new Map<string, number>();
  const count = (part: Part, depth: number): number => {
    if (depth > 100) return Infinity;
    let sum = part.elements;
    for (const id of part.uses) {
      const used = parts.get(id);
      if (used === undefined) continue;
      let drawn = counted.get(id);
      if (drawn === undefined) {
        // What uses itself is drawn by no browser.
        counted.set(id, 0);
        counted.set(id, (drawn = count(used, depth + 1)));
      }
      sum += drawn;
      if (sum > mostElements) return sum;
    }
    return sum;
  };
  return count(whole, 0);
}
