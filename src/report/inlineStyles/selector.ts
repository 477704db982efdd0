import type { Element } from "hast";

/** An element with its place among the elements of the output. */
export interface PlacedElement {
  readonly element: Element;
  readonly parent: PlacedElement | undefined;
  /** The elements of the same parent, in order. */
  readonly siblings: readonly Element[];
  readonly index: number;
  readonly before: PlacedElement | undefined;
}

type Test = (place: PlacedElement) => boolean;

interface Compound {
  readonly tests: readonly Test[];
  /** How it stands to the compound on its left. */
  readonly combinator: " " | ">" | "+" | "~";
}

export interface Selector {
  /** From right to left. */
  readonly compounds: readonly Compound[];
  /** Ids, then classes, then tags, in one number. */
  readonly specificity: number;
  /** A word that the element itself must have, `#id`, `.class` or `tag`; undefined where any may do. */
  readonly key: string | undefined;
}

const part =
  /^(?:(\*)|([a-z][a-z\d-]*)|#([\w-]+)|\.([\w-]+)|\[\s*([\w-]+)\s*(?:=\s*["']?([^"'\]]*)["']?\s*)?\]|:([a-z-]+)(?:\(\s*([^()]*?)\s*\))?)/i;

/** A selector over tags, ids, classes, attributes and places among siblings; undefined for every other. */
export function readSelector(text: string): Selector | undefined {
  if (text === "" || text.length > 1000) return undefined;
  const compounds: Compound[] = [];
  let specificity = 0;
  let keys: { id?: string; name?: string; tag?: string } = {};
  let combinator: Compound["combinator"] = " ";
  for (let rest = text; rest !== "";) {
    const tests: Test[] = [];
    keys = {};
    for (let found = part.exec(rest); found !== null; found = part.exec(rest)) {
      const [whole, any, tag, id, name, attribute, value, pseudo, argument] = found;
      rest = rest.slice(whole.length);
      if (any !== undefined) tests.push(() => true);
      else if (tag !== undefined) {
        const wanted = tag.toLowerCase();
        tests.push(({ element }) => element.tagName === wanted);
        specificity += 1;
        keys.tag = wanted;
      } else if (id !== undefined) {
        tests.push(({ element }) => element.properties["id"] === id);
        specificity += 1_000_000;
        keys.id = `#${id}`;
      } else if (name !== undefined) {
        tests.push(({ element }) => classesOf(element).includes(name));
        specificity += 1000;
        keys.name = `.${name}`;
      } else if (attribute !== undefined) {
        tests.push(attributeTest(attribute, value));
        specificity += 1000;
      } else {
        const test = placeTest(pseudo ?? "", argument);
        if (test === undefined) return undefined;
        tests.push(test);
        specificity += 1000;
      }
    }
    if (tests.length === 0) return undefined;
    compounds.unshift({ tests, combinator });
    const [between, sign] = /^\s*([>+~]?)\s*/.exec(rest) ?? [""];
    if (rest !== "" && between === "") return undefined;
    rest = rest.slice(between.length);
    combinator = sign === ">" || sign === "+" || sign === "~" ? sign : " ";
  }
  // Each compound was given the sign on its left.
  return { compounds, specificity, key: keys.id ?? keys.name ?? keys.tag };
}

export function classesOf({ properties }: Element): readonly (string | number)[] {
  const names = properties["className"];
  return Array.isArray(names) ? names : [];
}

function attributeTest(name: string, value: string | undefined): Test {
  const property = name
    .toLowerCase()
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return ({ element }) => {
    const given = element.properties[property];
    return value === undefined ? given !== undefined : String(given) === value;
  };
}

function placeTest(pseudo: string, argument: string | undefined): Test | undefined {
  const [, only, last, kind] =
    /^(?:(only)|first|(last)|nth)-(child|of-type)$/.exec(pseudo.toLowerCase()) ?? [];
  if (kind === undefined) return undefined;
  const counted = pseudo.toLowerCase().startsWith("nth");
  if (counted !== (argument !== undefined)) return undefined;
  const pattern = counted ? nth(argument ?? "") : undefined;
  if (counted && pattern === undefined) return undefined;
  return ({ element, siblings, index }) => {
    const alike =
      kind === "child" ? siblings : siblings.filter(({ tagName }) => tagName === element.tagName);
    const at = kind === "child" ? index : alike.indexOf(element);
    if (only !== undefined) return alike.length === 1;
    if (last !== undefined) return at === alike.length - 1;
    return pattern === undefined ? at === 0 : pattern(at + 1);
  };
}

/** `odd`, `even`, `3`, `2n+1`, `-n + 3`. */
function nth(text: string): ((place: number) => boolean) | undefined {
  const plain = text.toLowerCase().replace(/\s+/g, "").replace("odd", "2n+1").replace("even", "2n");
  const [, step, from] = /^(?:([+-]?\d{0,6})n)?([+-]?\d{1,6})?$/.exec(plain) ?? [];
  if (plain === "" || (step === undefined && from === undefined)) return undefined;
  const every = step === undefined ? 0 : /\d/.test(step) ? Number(step) : step === "-" ? -1 : 1;
  const first = Number(from ?? 0);
  return (place) =>
    every === 0 ? place === first : (place - first) % every === 0 && (place - first) / every >= 0;
}

/** How many comparisons are left: elements that lie deep in one another would be compared without end. */
export interface Budget {
  left: number;
}

/** Whether the selector means the element; no where the budget is used up. */
export function matches({ compounds }: Selector, place: PlacedElement, budget: Budget): boolean {
  return matchesFrom(compounds, 0, place, budget);
}

function matchesFrom(
  compounds: readonly Compound[],
  at: number,
  place: PlacedElement | undefined,
  budget: Budget,
): boolean {
  const compound = compounds[at];
  if (compound === undefined) return true;
  if (place === undefined || --budget.left < 0) return false;
  if (!compound.tests.every((test) => test(place))) return false;
  if (at + 1 === compounds.length) return true;
  switch (compound.combinator) {
    case ">":
      return matchesFrom(compounds, at + 1, place.parent, budget);
    case "+":
      return matchesFrom(compounds, at + 1, place.before, budget);
    default: {
      const next = (one: PlacedElement): PlacedElement | undefined =>
        compound.combinator === " " ? one.parent : one.before;
      for (let other = next(place); other !== undefined; other = next(other))
        if (matchesFrom(compounds, at + 1, other, budget)) return true;
      return false;
    }
  }
}
