import { terminalText } from "../../text/terminal.js";
import { markup, trusted, type Html } from "../html.js";

const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** Decorations by the code that begins each; another one ends it. */
const decorations: ReadonlyMap<number, string> = new Map([
  [1, "ansi-bold"],
  [2, "ansi-dim"],
  [3, "ansi-italic"],
  [4, "ansi-underline"],
  [7, "ansi-reverse"],
  [9, "ansi-strike"],
]);
const ends: ReadonlyMap<number, readonly number[]> = new Map([
  [22, [1, 2]],
  [23, [3]],
  [24, [4]],
  [27, [7]],
  [29, [9]],
]);

interface Style {
  text: Colour | undefined;
  ground: Colour | undefined;
  readonly on: Set<number>;
}

/** A colour of the page's palette by its name, or one of its own. */
type Colour = { readonly name: string } | { readonly css: string };

/**
 * Text of a terminal as it stands there at the end: colours of the 16-colour palette as classes (they follow the
 * theme), of the 256 and RGB as they are; all other control sequences dropped.
 */
export function ansiText(text: string): Html {
  const cleaned = terminalText(text);
  if (!cleaned.includes("\u001b[")) return markup`${cleaned}`;
  const style: Style = { text: undefined, ground: undefined, on: new Set() };
  // eslint-disable-next-line no-control-regex
  const parts = cleaned.split(/\u001b\[([0-9;:]*)m/);
  return trusted(
    parts
      .map((part, at) => {
        if (at % 2 === 0) return part === "" ? "" : span(part, style).text;
        apply(part, style);
        return "";
      })
      .join(""),
  );
}

function span(text: string, { text: colour, ground, on }: Style): Html {
  const classes = [
    colour !== undefined && "name" in colour && `ansi-${colour.name}`,
    ground !== undefined && "name" in ground && `ansi-on-${ground.name}`,
    ...[...on].map((code) => decorations.get(code)),
  ].filter((name) => typeof name === "string");
  const styles = [
    colour !== undefined && "css" in colour && `color:${colour.css}`,
    ground !== undefined && "css" in ground && `background-color:${ground.css}`,
  ].filter((rule) => typeof rule === "string");
  if (classes.length === 0 && styles.length === 0) return markup`${text}`;
  const attributes = [
    classes.length > 0 && markup` class="${classes.join(" ")}"`,
    styles.length > 0 && markup` style="${styles.join(";")}"`,
  ];
  return markup`<span${attributes}>${text}</span>`;
}

/** Reads one sequence of codes, as `38;5;208` or `1;31`. */
function apply(sequence: string, style: Style): void {
  const codes = sequence.split(/[;:]/).map(Number);
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 0) {
      style.text = style.ground = undefined;
      style.on.clear();
    } else if (decorations.has(code)) style.on.add(code);
    else if (ends.has(code)) ends.get(code)?.forEach((one) => style.on.delete(one));
    else if (code === 39) style.text = undefined;
    else if (code === 49) style.ground = undefined;
    else if (code === 38 || code === 48) {
      const length = codes[at + 1] === 5 ? 2 : codes[at + 1] === 2 ? 4 : 0;
      const colour = extended(codes.slice(at + 1, at + 1 + length));
      if (code === 38) style.text = colour ?? style.text;
      else style.ground = colour ?? style.ground;
      at += length;
    } else {
      const name = names[code % 10];
      if (name === undefined) continue;
      if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) style.text = { name };
      if ((code >= 40 && code < 48) || (code >= 100 && code < 108)) style.ground = { name };
    }
  }
}

/** `5;n`, a colour of the 256, or `2;r;g;b`. */
function extended([kind, ...values]: readonly number[]): Colour | undefined {
  if (!values.every((value) => Number.isInteger(value) && value >= 0 && value <= 255))
    return undefined;
  if (kind === 2) return { css: `rgb(${values.join(",")})` };
  const [index] = values;
  if (kind !== 5 || index === undefined) return undefined;
  const name = names[index % 8];
  if (index < 16 && name !== undefined) return { name };
  if (index >= 232)
    return {
      css: `rgb(${Array(3)
        .fill(8 + 10 * (index - 232))
        .join(",")})`,
    };
  const level = (power: number): number => {
    const step = Math.floor((index - 16) / power) % 6;
    return step === 0 ? 0 : 55 + 40 * step;
  };
  return { css: `rgb(${[36, 6, 1].map(level).join(",")})` };
}
