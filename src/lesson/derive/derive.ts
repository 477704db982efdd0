import type { LossFunction } from "../../math/losses/index.js";
import type { DerivationData } from "../../outputs/derivation.js";
import { checkSteps, inLine, type CheckOptions } from "./check.js";
import type { Link, ReadDerivation } from "./readDerivation.js";
import { derivationData } from "./derivationData.js";
import { derivationBundle } from "./display.js";
import { DerivationError } from "./derivationError.js";
import { readSource, type SourceLine } from "./source.js";
import { Space } from "./space.js";
import type { Line, LinkedFunction } from "./line.js";
import { ExpressionError } from "../expression/expressionError.js";
import type { Quantity } from "../expression/quantity.js";
import { currentRuntime } from "../runtime.js";

/** A function or a loss of `src`. */
export type Linkable = LinkedFunction | LinkedLoss;

/** What a link needs of a loss: its value. (The gradient of a `LossFunction<never, never>` would have to be never.) */
export type LinkedLoss = Pick<LossFunction<never, never>, "name" | "value">;

export interface DeriveOptions {
  /** Abbreviations: `{ p: "σ(z)" }`, or with arguments `{ "f(x)": "x − 1 − ln x" }`. */
  readonly where?: Readonly<Record<string, string>>;
  /**
   * What `{is name}` compares a line with: a function or Loss of `src` and the expressions of its
   * arguments. A name without arguments may be called in the derivation itself.
   */
  readonly links?: Readonly<Record<string, Linkable | readonly [Linkable, ...string[]]>>;
  /** The seed of the test points; 1 by default. */
  readonly seed?: number;
  /** How many points, where a step is cheap; 200 by default. */
  readonly points?: number;
}

/** Everything that a derivation is made of, as plain values. */
export interface DerivationSpec extends DeriveOptions {
  readonly anchor: string;
  readonly quantities: Readonly<Record<string, Quantity>>;
  /** Title, first line and steps, a line each. */
  readonly text: string;
}

/** The tag of a derivation's template. */
export type DeriveTag = (strings: TemplateStringsArray, ...values: readonly unknown[]) => void;

const defaults = { seed: 1, points: 200, expensivePoints: 24 };

/**
 * Tests a derivation, step by step, and shows it below the cell.
 *
 *     derive("gibbs", { K: nat(2, 6), p: simplex("K", { open: true }), q: simplex("K", { open: true }) })`
 *       Gibbs’ inequality: the divergence is never negative
 *       KL(p, q)
 *       = −Σ[k=1..K] p[k] ln (q[k]/p[k])    ; the quotient turned over
 *       ≥ …
 *     `
 *
 * Errors  DerivationError for a step that does not hold, with the line, a point and both values;
 *         for an unknown name, with a caret below it. Nothing is shown then.
 */
export function derive(
  anchor: string,
  quantities: Readonly<Record<string, Quantity>>,
  options: DeriveOptions = {},
): DeriveTag {
  return (strings, ...values) => {
    const data = testDerivation({
      anchor,
      quantities,
      ...options,
      text: String.raw({ raw: strings.raw }, ...values),
    });
    currentRuntime().display(derivationBundle(data));
  };
}

/**
 * Reads and tests a derivation as `derive` does, and shows nothing: for a suite of your own, with no cell and no kernel.
 * The data say what each step was tested with, at how many points.
 *
 *     testDerivation({ anchor: "code", quantities: { K: nat(2, 6), p: simplex("K") }, text: `
 *       Entropy is the expected code length
 *       H(p)
 *       = −Σ[k=1..K] p[k] ln p[k]
 *     ` });
 *
 * Errors  as `derive`: DerivationError for the first step that does not hold, with a point and both values.
 */
export function testDerivation(spec: DerivationSpec): DerivationData {
  const read = readDerivation(spec);
  return derivationData(read, checkSteps(read, optionsOf(spec)));
}

export function optionsOf(spec: DerivationSpec): CheckOptions {
  return {
    seed: spec.seed ?? defaults.seed,
    points: spec.points ?? defaults.points,
    expensivePoints: Math.min(spec.points ?? defaults.points, defaults.expensivePoints),
    thorough: true,
  };
}

/** Reads a derivation without testing it. */
export function readDerivation(spec: DerivationSpec): ReadDerivation {
  const { anchor } = spec;
  if (!/^[a-z][a-z0-9-]*$/.test(anchor)) {
    throw new DerivationError(anchor, 0, {
      reason: "the anchor of a derivation is made of small letters, digits and hyphens",
    });
  }
  const declared = <Result>(read: () => Result): Result => {
    try {
      return read();
    } catch (error) {
      if (error instanceof ExpressionError) {
        throw new DerivationError(anchor, 0, { reason: error.message });
      }
      throw error;
    }
  };
  const { links, callable } = splitLinks(spec.links ?? {});
  const space = declared(() => new Space(spec.quantities, spec.where, callable));
  const source = declared(() => readSource(spec.text));
  const linked = new Map<string, Link>(
    declared(() =>
      [...links].map(([name, { call, args }]): [string, Link] => [
        name,
        { call, args: args.map((arg) => space.line(space.parse(arg))) },
      ]),
    ),
  );
  const lineAt = (line: SourceLine, step: number): Line =>
    inLine(anchor, step, line, () => space.line(space.parse(line.text, line.from, line.to)));
  const start = lineAt(source.start, 0);
  const lines = source.steps.map((step, i) =>
    isQuoted(step.text, step.from)
      ? step.untested === undefined
        ? refuseQuote(anchor, i + 1, step)
        : undefined
      : lineAt(step, i + 1),
  );
  const equalAt = source.steps.map((step, i) =>
    step.equalAt === undefined
      ? []
      : inLine(anchor, i + 1, step, () => assignments(space, step.equalAt!)),
  );
  const exceptions = source.steps.map((step, i) =>
    step.except === undefined
      ? []
      : inLine(anchor, i + 1, step, () => conditions(space, step.except!)),
  );
  return { anchor, space, links: linked, source, start, lines, exceptions, equalAt };
}

const isQuoted = (text: string, from: number): boolean => text[from] === "$";

function refuseQuote(anchor: string, step: number, line: SourceLine): never {
  throw new DerivationError(
    anchor,
    step,
    { reason: "a line of TeX cannot be tested: name its source with {untested …}" },
    line,
  );
}

function splitLinks(links: NonNullable<DeriveOptions["links"]>): {
  readonly links: Map<string, { readonly call: LinkedFunction; readonly args: readonly string[] }>;
  readonly callable: Map<string, LinkedFunction>;
} {
  const bound = new Map<
    string,
    { readonly call: LinkedFunction; readonly args: readonly string[] }
  >();
  const callable = new Map<string, LinkedFunction>();
  for (const [name, link] of Object.entries(links)) {
    if (Array.isArray(link)) {
      const [target, ...args] = link as readonly [Linkable, ...string[]];
      bound.set(name, { call: functionOf(target), args });
    } else callable.set(name, functionOf(link as Linkable));
  }
  return { links: bound, callable };
}

/** A Loss means its value. */
function functionOf(target: Linkable): LinkedFunction {
  return typeof target === "function"
    ? target
    : (prediction: never, truth: never) => target.value(prediction, truth);
}

/** `q = p, y = 0` as names and lines. */
function assignments(space: Space, text: string): { readonly name: string; readonly line: Line }[] {
  return splitTopLevel(text).map((part) => {
    const match = /^\s*([^\s=[\]]+)\s*=\s*(.+)$/u.exec(part);
    const name = match?.[1] ?? "";
    if (match === null || !space.quantities.has(name)) {
      throw new ExpressionError(
        `{equal at …} gives quantities a value, as in {equal at q = p}; got “${part.trim()}”`,
      );
    }
    return { name, line: space.line(space.parse(match[2]!)) };
  });
}

/** `x = 0, x = y` as lines that are 1 where a condition holds. */
function conditions(space: Space, text: string): Line[] {
  return splitTopLevel(text).map((part) => {
    const tree = space.parse(`(${part})`);
    if (tree.kind !== "compare") {
      throw new ExpressionError(
        `{except …} says which points are left out, as in {except x = 0}; got “${part.trim()}”`,
      );
    }
    return space.line(tree);
  });
}

/** Cuts at the commas that stand in no brackets. */
function splitTopLevel(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const mark of text) {
    if ("([".includes(mark)) depth++;
    if (")]".includes(mark)) depth--;
    if (mark === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += mark;
  }
  return parts;
}
