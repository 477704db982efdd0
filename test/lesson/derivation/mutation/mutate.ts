import type { DerivationRelation } from "../../../../src/outputs/derivation.js";
import {
  optionsOf,
  readDerivation,
  type DerivationSpec,
} from "../../../../src/lesson/derive/derive.js";
import { checkStep, type CheckOptions } from "../../../../src/lesson/derive/check.js";
import { compareSides } from "../../../../src/lesson/derive/compare.js";
import { DerivationError } from "../../../../src/lesson/derive/derivationError.js";
import type { ReadDerivation } from "../../../../src/lesson/derive/readDerivation.js";
import { checkDerivatives } from "../../../../src/lesson/derive/slopes.js";
import type { SourceStep } from "../../../../src/lesson/derive/source.js";
import type { Point } from "../../../../src/lesson/derive/point.js";
import type { Line } from "../../../../src/lesson/derive/line.js";
import { isInside, isReal } from "../../../../src/lesson/expression/domain.js";
import { NoSecondOpinion } from "../../../../src/lesson/expression/noSecondOpinion.js";
import type { WideNumber } from "../../../../src/lesson/expression/wideNumber.js";
import { ExpressionError } from "../../../../src/lesson/expression/expressionError.js";
import { binary, number, type ExpressionNode } from "../../../../src/lesson/expression/node.js";
import { typeset } from "../../../../src/lesson/expression/typeset.js";
import { mutantsOf } from "./mutations.js";
import { isTrueClaim, isTrueRelation } from "./trueClaim.js";
import { whyEquivalent } from "./whyEquivalent.js";

export type Fate = "killed" | "trivial" | "equivalent" | "survived";

export interface Mutant {
  readonly derivation: string;
  /** 0 is the first line. */
  readonly step: number;
  readonly kind: string;
  /** The changed line as TeX, or the changed relation. */
  readonly mutant: string;
  readonly fate: Fate;
  /** Why it is equivalent. */
  readonly reason?: string;
}

const freshPoints = 1000;

/**
 * The mutants of one derivation and what became of them: all, or those that `choose` picks by their
 * numbers, given how many there are.
 */
export function mutateDerivation(
  spec: DerivationSpec,
  choose: (all: number, changes: readonly Change[]) => readonly number[] = (all) =>
    Array.from({ length: all }, (_, i) => i),
): Mutant[] {
  const trials = trialsOf(spec);
  const changes = trials.map(({ change }) => change);
  return choose(trials.length, changes).map((i) => ({ ...trials[i]!.change, ...trials[i]!.run() }));
}

/** The changes that are made to a derivation, untried. */
export function changesOf(spec: DerivationSpec): Change[] {
  return trialsOf(spec).map(({ change }) => change);
}

export type Change = Pick<Mutant, "derivation" | "step" | "kind" | "mutant">;

interface Trial {
  readonly change: Change;
  readonly run: () => Pick<Mutant, "fate" | "reason">;
}

function trialsOf(spec: DerivationSpec): Trial[] {
  const read = readDerivation(spec);
  const options: CheckOptions = { ...optionsOf(spec), thorough: false };
  return [
    ...lineMutants(read, options),
    ...relationMutants(read, options),
    ...tightenedBounds(read, options),
  ];
}

type Result = "holds" | "fails" | "trivial";

/** Whether a step holds between two lines. */
function attempt(
  read: ReadDerivation,
  position: number,
  above: Line | undefined,
  line: Line | undefined,
  options: CheckOptions,
): Result {
  try {
    checkStep(read, position, above, line, options);
    return "holds";
  } catch (error) {
    if (error instanceof ExpressionError) return "trivial";
    if (error instanceof DerivationError)
      return error.failure.trivial === true ? "trivial" : "fails";
    throw error;
  }
}

const isTested = (step: SourceStep | undefined): step is SourceStep =>
  step !== undefined && step.untested === undefined;

function lineMutants(read: ReadDerivation, options: CheckOptions): Trial[] {
  const { steps } = read.source;
  const lines = [read.start, ...read.lines];
  return lines.flatMap((line, at): Trial[] => {
    if (line === undefined) return [];
    const into = steps[at - 1];
    const out = steps[at];
    if (!isTested(into) && !isTested(out)) return [];
    return mutantsOf(line.tree, read.space).flatMap(({ kind, tree }): Trial[] => {
      const change = { derivation: read.anchor, step: at, kind, mutant: shown(tree) };
      let changed: Line;
      try {
        changed = read.space.line(tree);
      } catch (error) {
        if (error instanceof ExpressionError) return [{ change, run: () => ({ fate: "trivial" }) }];
        throw error;
      }
      const run = (): ReturnType<Trial["run"]> => {
        const before = isTested(into)
          ? attempt(read, at - 1, lines[at - 1], changed, options)
          : "holds";
        if (before !== "holds") return { fate: before === "trivial" ? before : "killed" };
        const after = isTested(out) ? attempt(read, at, changed, lines[at + 1], options) : "holds";
        if (after !== "holds") return { fate: after === "trivial" ? after : "killed" };
        if (checkDerivatives(read.space, changed, read.space.rng(options.seed)) !== undefined) {
          return { fate: "killed" };
        }
        return judge(read, at, line, changed, kind);
      };
      // The same function is tried, and listed as equivalent; another true claim is not made.
      const same = (): boolean => judge(read, at, line, changed, kind).fate === "equivalent";
      return isTrueClaim(read, at, line, changed) && !same() ? [] : [{ change, run }];
    });
  });
}

function shown(tree: Parameters<typeof typeset>[0]): string {
  try {
    return typeset(tree);
  } catch {
    return "(cannot be printed)";
  }
}

/** A survivor: the same function, or a hole in the test. */
function judge(
  read: ReadDerivation,
  at: number,
  line: Line,
  changed: Line,
  kind: string,
): ReturnType<Trial["run"]> {
  const step = read.source.steps[Math.max(0, at - 1)]!;
  const isExtremum = line.tree.kind === "argmin" || line.tree.kind === "argmax";
  const isSame =
    !isExtremum || (changed.tree.kind === line.tree.kind && line.type === changed.type);
  const same = isSame ? identity(read, line, changed, new Set(step.uses)) : undefined;
  return same === undefined
    ? { fate: "survived" }
    : {
        fate: "equivalent",
        reason: `${whyEquivalent(kind, line.tree, changed.tree)}: ${same}`,
      };
}

function without(step: SourceStep, ...keys: readonly string[]): SourceStep {
  const kept = Object.entries(step).filter(([key]) => !keys.includes(key));
  return Object.fromEntries(kept) as unknown as SourceStep;
}

/** One number half a thousandth above another, or above 0: between a kink and where it was moved to. */
function nearlyTied(read: ReadDerivation, point: Point, turn: number): Point {
  const names = [...read.space.quantities].filter(([, q]) => isReal(q)).map(([name]) => name);
  if (names.length === 0) return point;
  const name = names[turn % names.length]!;
  const values = [...names.map((other) => (other === name ? 0 : point.values.get(other))), 1];
  const base = values[Math.floor(turn / names.length) % values.length] as number;
  const next = base + 0.0005;
  if (!isInside(read.space.quantities.get(name)!, next)) return point;
  return { ...point, values: new Map([...point.values, [name, next]]) };
}

/** The reason why two lines are one function; undefined where they are not. */
function identity(
  read: ReadDerivation,
  a: Line,
  b: Line,
  narrow: ReadonlySet<string>,
): string | undefined {
  const { space } = read;
  const held = a.foreign || b.foreign ? new Set(space.widening) : narrow;
  const rng = space.rng(987_654);
  let digits = true;
  let used = 0;
  const wanted = a.expensive || b.expensive ? 100 : freshPoints;
  for (let i = 0; i < wanted * 3 && used < wanted; i++) {
    const drawn = space.draw(rng, held, 0.1);
    const point = i % 3 === 0 ? nearlyTied(read, drawn, i / 3) : drawn;
    try {
      if (digits) {
        const { decimal } = space.arithmetics;
        const environment = space.environment(decimal, point);
        const left = [a.value(decimal, environment)].flat(3) as WideNumber[];
        const right = [b.value(decimal, environment)].flat(3) as WideNumber[];
        if (left.length !== right.length) return undefined;
        if (left.every((x) => !x.isFinite()) && right.every((x) => !x.isFinite())) continue;
        const apart = left.some(
          (x, n) =>
            x.isFinite() !== right[n]!.isFinite() ||
            (x.isFinite() &&
              x.minus(right[n]!).abs().gt(x.abs().plus(right[n]!.abs()).times(1e-30).plus(1e-40))),
        );
        if (apart) return undefined;
        used++;
        continue;
      }
    } catch (error) {
      if (!(error instanceof NoSecondOpinion)) {
        if (error instanceof ExpressionError) return undefined;
        throw error;
      }
      digits = false;
    }
    const { verdict } = compareSides(space.arithmetics, (F) => {
      const environment = space.environment(F, point);
      return [a.value(F, environment), b.value(F, environment)];
    });
    if (verdict === "unusable") continue;
    if (verdict !== "equal") return undefined;
    used++;
  }
  if (used < wanted / 2) return undefined;
  return digits
    ? `equal to 30 digits at ${used} fresh points`
    : `equal to 1e-9 at ${used} fresh points (60 digits cannot follow an integral or a function of src)`;
}

/** The other relations that a step might have been given. */
const others: Readonly<Record<DerivationRelation, readonly DerivationRelation[]>> = {
  "=": ["≤", "≥", "<", ">"],
  "≤": ["≥", "=", "<", ">"],
  "≥": ["≤", "=", "<", ">"],
  "<": [">", "=", "≥"],
  ">": ["<", "=", "≤"],
  "→": ["=", "<", ">"],
  "∝": ["=", "≐", "<", ">"],
  "≐": ["=", "∝", "<", ">"],
  "≈": ["=", "<", ">"],
};

/** Where else the variable of a limit might go; not the other end of the line, where the claim may be true too. */
function otherLimits(limit: string | undefined): string[] {
  if (limit === undefined) return [];
  return /(∞|inf)$/u.test(limit) ? ["1"] : [`${limit} + 0.5`];
}

/** A bound that is met somewhere, moved into the other line by 1e-9 of it: it cannot be better than itself. */
function tightenedBounds(read: ReadDerivation, options: CheckOptions): Trial[] {
  const lines = [read.start, ...read.lines];
  return read.source.steps.flatMap((step, i): Trial[] => {
    const line = lines[i + 1];
    if (!isTested(step) || line === undefined || step.equalAt === undefined) return [];
    const by: ExpressionNode = { kind: "number", text: "0.000000001", at: 0 };
    const size: ExpressionNode = {
      ...binary("+", number(1), { kind: "call", name: "abs", args: [line.tree], at: 0 }),
    };
    const op = step.relation === "≤" ? "-" : "+";
    const tree = binary(op, line.tree, binary("*", by, size));
    const change = {
      derivation: read.anchor,
      step: i + 1,
      kind: "bound tightened",
      mutant: shown(tree),
    };
    const run = (): ReturnType<Trial["run"]> => {
      const result = attempt(read, i, lines[i], read.space.line(tree), options);
      return { fate: result === "holds" ? "survived" : result === "trivial" ? result : "killed" };
    };
    return [{ change, run }];
  });
}

function relationMutants(read: ReadDerivation, options: CheckOptions): Trial[] {
  const lines = [read.start, ...read.lines];
  return read.source.steps.flatMap((step, i): Trial[] => {
    if (!isTested(step)) return [];
    const trial = (kind: string, mutant: string, changed: SourceStep): Trial => ({
      change: { derivation: read.anchor, step: i + 1, kind, mutant },
      run: () => {
        const steps = read.source.steps.map((old, n) => (n === i ? changed : old));
        const altered = { ...read, source: { ...read.source, steps } };
        const result = attempt(altered, i, lines[i], lines[i + 1], options);
        return { fate: result === "holds" ? "survived" : result === "trivial" ? result : "killed" };
      },
    });
    const bare = without(step, "equalAt");
    const relations = others[step.relation].flatMap((relation): Trial[] => {
      const change = `${step.relation} → ${relation}`;
      if (relation === "≤" || relation === "≥") {
        return [trial("relation changed", change, { ...step, relation })];
      }
      // f ≐ g, and f < g as well: a bound that happens to hold is true.
      const [above, line] = [lines[i], lines[i + 1]];
      const isTrue =
        (relation === "<" || relation === ">") &&
        !"=≤≥<>".includes(step.relation) &&
        above !== undefined &&
        line !== undefined &&
        isTrueRelation(read, above, line, relation, step.uses);
      if (isTrue) return [];
      const variables = relation === "∝" || relation === "≐" ? step.variables : [];
      return [trial("relation changed", change, { ...bare, relation, variables })];
    });
    const uses = step.uses.map((name) =>
      trial("domain widened", `without uses ${name}`, {
        ...step,
        uses: step.uses.filter((other) => other !== name),
      }),
    );
    const limits = otherLimits(step.limit).map((limit) =>
      trial("limit moved", `→ ${limit}`, { ...step, limit }),
    );
    return [...relations, ...uses, ...limits];
  });
}
