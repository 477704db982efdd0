import type { Element, Root } from "hast";
import { toString as textContent } from "hast-util-to-string";
import { visit } from "unist-util-visit";
import { readDeclarations, readSheet, type Declaration, type Rule } from "./readSheet.js";
import { classesOf, matches, type Budget, type PlacedElement } from "./selector.js";

/**
 * What is said of one element, the weakest first, the values as they were written. Of two values of a property the last
 * holds that is allowed, as a browser takes the last that it can read.
 */
export type Cascaded = readonly (readonly [property: string, value: string])[];

type Variables = ReadonlyMap<string, string>;

/** Comparisons of an element with a selector, and rules that are sorted for one, that an output may ask for. */
const mostSteps = 1_000_000;

/** Jupyter's boxes, which notebooks take for granted. */
const builtIn = `
.alert { padding: 0.6em 1em; margin: 1em 0; border: 1px solid #999; border-radius: 4px }
.alert-info { background: rgba(40, 130, 200, 0.13); border-color: rgba(40, 130, 200, 0.5) }
.alert-success { background: rgba(50, 150, 60, 0.13); border-color: rgba(50, 150, 60, 0.5) }
.alert-warning { background: rgba(220, 160, 20, 0.13); border-color: rgba(220, 160, 20, 0.5) }
.alert-danger, .alert-error { background: rgba(210, 60, 50, 0.13); border-color: rgba(210, 60, 50, 0.5) }
`;
let builtInRules: readonly Rule[] | undefined;

/** Tells of every element what the sheets of the output and its own `style` say, in the order of CSS. */
export function cascade(
  tree: Root,
  onElement: (element: Element, cascaded: Cascaded) => void,
): void {
  const rules: Rule[] = [...(builtInRules ??= readSheet(builtIn))];
  visit(tree, "element", (element) => {
    if (element.tagName === "style") rules.push(...readSheet(textContent(element)));
  });
  const byKey = new Map<string, [order: number, rule: Rule][]>();
  rules.forEach((rule, order) => {
    const { key = "*" } = rule.selector;
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [[order, rule]]);
    else same.push([order, rule]);
  });
  const budget: Budget = { left: mostSteps };
  eachPlace<Variables>(tree, undefined, new Map(), (place, inherited) => {
    const { element } = place;
    const keys = [
      "*",
      element.tagName,
      ...classesOf(element).map((name) => `.${name}`),
      `#${String(element.properties["id"])}`,
    ];
    const matching = (budget.left > 0 ? keys : [])
      .flatMap((key) => byKey.get(key) ?? [])
      .filter(([, { selector }]) => matches(selector, place, budget))
      .sort(
        ([a, one], [b, other]) => one.selector.specificity - other.selector.specificity || a - b,
      )
      .flatMap(([, { declarations }]) => declarations);
    budget.left -= matching.length * 4;
    const inlineStyle = element.properties["style"];
    const all = [
      ...matching,
      ...(typeof inlineStyle === "string" ? readDeclarations(inlineStyle) : []),
    ];
    const variables = withVariables(inherited, all);
    onElement(element, resolvedDeclarations(all, variables));
    return variables;
  });
}

/** The variables that hold in an element, and in those inside it. */
function withVariables(inherited: Variables, all: readonly Declaration[]): Variables {
  const defined = all.filter(({ name }) => name.startsWith("--"));
  if (defined.length === 0) return inherited;
  return new Map([...inherited, ...defined.map(({ name, value }) => [name, value] as const)]);
}

function resolvedDeclarations(all: readonly Declaration[], variables: Variables): Cascaded {
  return [
    ...all.filter(({ important }) => !important),
    ...all.filter(({ important }) => important),
  ].flatMap(({ name, value }) =>
    name.startsWith("--")
      ? []
      : [[name, value.includes("var(") ? withoutVariables(value, variables) : value] as const],
  );
}

/** `var(--name, otherwise)` by its value. */
function withoutVariables(value: string, variables: Variables): string {
  let text = value;
  for (let depth = 0; depth < 10 && text.includes("var(") && text.length < 1000; depth++)
    text = text.replace(
      /var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)/g,
      (_, name: string, otherwise = "") => variables.get(name) ?? String(otherwise).trim(),
    );
  return text;
}

/** Tells of every element, with what was returned for the one around it. */
function eachPlace<Around>(
  parent: Root | Element,
  above: PlacedElement | undefined,
  around: Around,
  tell: (place: PlacedElement, around: Around) => Around,
): void {
  const siblings = (parent.children as Root["children"]).filter(
    (child): child is Element => child.type === "element",
  );
  let before: PlacedElement | undefined;
  siblings.forEach((element, index) => {
    const place = { element, parent: above, siblings, index, before };
    eachPlace(element, place, tell(place, around), tell);
    before = place;
  });
}
