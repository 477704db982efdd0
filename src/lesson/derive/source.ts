import { nearestName } from "../../math/numeric/nearestName.js";
import type { DerivationRelation } from "../../outputs/derivation.js";
import { ExpressionError } from "../expression/expressionError.js";

/** A line of the author's text: where the expression stands in it, and what is said about it. */
export interface SourceLine {
  readonly text: string;
  /** Which line of the template, from 1. */
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

export interface SourceStep extends SourceLine {
  readonly relation: DerivationRelation;
  /** `p` of `≐[p]`, `T` of `→[T→0]`. */
  readonly variables: readonly string[];
  /** `0` of `→[T→0]`, and of `=[x→0]`, which stands beside O(x²). */
  readonly limit?: string;
  readonly reason: string;
  readonly equalAt?: string;
  /** `x = 0` of `{except x = 0}`: points that the step leaves out. */
  readonly except?: string;
  readonly uses: readonly string[];
  readonly is?: string;
  readonly untested?: string;
}

export interface DerivationSource {
  readonly title: string;
  readonly start: SourceLine;
  readonly steps: readonly SourceStep[];
}

const relations: Readonly<Record<string, DerivationRelation>> = {
  "=": "=",
  "≤": "≤",
  "<=": "≤",
  "<": "<",
  "≥": "≥",
  ">=": "≥",
  ">": ">",
  "→": "→",
  "->": "→",
  "∝": "∝",
  "propto": "∝",
  "≐": "≐",
  ".=": "≐",
  "≈": "≈",
  "~=": "≈",
};
const relationPattern = /^\s*(≤|<=|<|≥|>=|>|→|->|∝|propto|≐|\.=|≈|~=|=)(?:\[([^\]]*)\])?/u;
const notePattern = /\{(equal at|except|uses|is|untested)(?:\s|:)\s*([^{}]*)\}\s*$/u;

/** Cuts the text of a derivation into title, first line and steps. */
export function readSource(text: string): DerivationSource {
  const lines = text
    .split("\n")
    .map((line, i) => ({ text: line.trimEnd(), number: i + 1 }))
    .filter((line) => line.text.trim() !== "");
  const [title, first, ...rest] = lines;
  if (title === undefined || first === undefined) {
    throw new ExpressionError(
      "a derivation has a title, a first line and steps that begin with a relation such as =",
    );
  }
  if (relationPattern.test(title.text) && !/\p{L}{3}/u.test(title.text)) {
    throw new ExpressionError("the first line of a derivation is its title", {
      line: title.text,
      at: 0,
      number: title.number,
    });
  }
  if (relationPattern.test(first.text)) {
    throw new ExpressionError(
      "the line below the title is what the derivation starts from, without a relation",
      { line: first.text, at: first.text.search(/\S/), number: first.number },
    );
  }
  if (rest.length === 0) {
    throw new ExpressionError("a derivation needs a step below its first line", {
      line: first.text,
      at: first.text.length,
      number: first.number,
    });
  }
  const startAt = first.text.search(/\S/);
  const semicolon = reasonAt(first.text);
  return {
    title: title.text.trim(),
    start: {
      text: first.text,
      number: first.number,
      from: startAt,
      to: semicolon < 0 ? first.text.length : semicolon,
    },
    steps: rest.map(readStep),
  };
}

/** ` (did you mean {uses …}?)`, for `{use x}`. */
function likelyNote(stray: string): string {
  const [word = ""] = /\p{L}+/u.exec(stray) ?? [];
  const note = nearestName(word, ["equal at", "except", "uses", "is", "untested"]);
  return note === undefined ? "" : ` (did you mean {${note} …}?)`;
}

/** Where the `;` of the reason stands: outside brackets and braces; −1 where there is none. */
function reasonAt(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const mark = text[i]!;
    if ("([{".includes(mark)) depth++;
    if (")]}".includes(mark)) depth--;
    if (mark === ";" && depth <= 0) return i;
  }
  return -1;
}

function readStep(line: { readonly text: string; readonly number: number }): SourceStep {
  const { text, number } = line;
  const refuse = (reason: string, at: number): never => {
    throw new ExpressionError(reason, { line: text, at, number });
  };
  const match = relationPattern.exec(text);
  if (match === null) {
    return refuse(
      "a step begins with a relation: = ≤ < ≥ > →[T→0] =[x→0] ∝[μ] ≐[p] ≈",
      text.search(/\S/),
    );
  }
  const relation = relations[match[1]!]!;
  const inside = match[2];
  const place = match[0].length;
  let variables: string[] = [];
  let limit: string | undefined;
  const isNear = relation === "=" && /→|->/u.test(inside ?? "");
  if (relation === "→" || isNear) {
    const parts = /^\s*(\S+?)\s*(?:→|->)\s*(.+?)\s*$/u.exec(inside ?? "");
    if (parts === null) {
      return refuse(`a limit says what goes where: ${relation}[T→0]`, place - 1);
    }
    variables = [parts[1]!];
    limit = parts[2]!;
  } else if (relation === "∝" || relation === "≐") {
    variables = (inside ?? "")
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
    if (variables.length === 0) {
      return refuse(`${relation} says in which quantity: ${relation}[μ]`, place - 1);
    }
  } else if (inside !== undefined) {
    return refuse(`${relation} takes no brackets; a vector begins after a space`, place - 1);
  }
  // Notes stand at the end of the line, in any order.
  const notes = new Map<string, string>();
  let content = text;
  for (let note = notePattern.exec(content); note !== null; note = notePattern.exec(content)) {
    if (notes.has(note[1]!)) return refuse(`{${note[1]!} …} stands twice`, note.index);
    if (note[2]!.trim() === "") return refuse(`{${note[1]!} …} is empty`, note.index);
    notes.set(note[1]!, note[2]!.trim());
    content = content.slice(0, note.index).trimEnd();
  }
  const stray = /\{\s*\p{L}+[^{}]*\}\s*$/u.exec(content);
  if (stray !== null && !/\belse\s*\}\s*$/.test(stray[0])) {
    return refuse(
      `${stray[0].trim()} is no note${likelyNote(stray[0])}; there are {equal at …}, {except …}, {uses …}, {is …} and {untested: …}`,
      stray.index,
    );
  }
  const semicolon = reasonAt(content);
  const to = semicolon < 0 ? content.length : semicolon;
  const from = place + content.slice(place, to).search(/\S|$/u);
  const equalAt = notes.get("equal at");
  const except = notes.get("except");
  const is = notes.get("is");
  const untested = notes.get("untested");
  return {
    text,
    number,
    from,
    to,
    relation,
    variables,
    ...(limit === undefined ? {} : { limit }),
    reason: semicolon < 0 ? "" : content.slice(semicolon + 1).trim(),
    ...(equalAt === undefined ? {} : { equalAt }),
    ...(except === undefined ? {} : { except }),
    uses: (notes.get("uses") ?? "")
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
    ...(is === undefined ? {} : { is }),
    ...(untested === undefined ? {} : { untested }),
  };
}
