import { compareSides, flat } from "./compare.js";
import { checkAverage } from "./average.js";
import { DerivationError, type Failure } from "./derivationError.js";
import { checkLimit } from "./limit.js";
import { checkExtremum, isAboutExtremum } from "./extrema.js";
import {
  checkEqualAt,
  checkPointwise,
  checkUpTo,
  comparePoint,
  forPoints,
  type Outcome,
  type Plan,
} from "./relations.js";
import type { DerivationSource, SourceLine, SourceStep } from "./source.js";
import type { Line, LinkedFunction, Space } from "./space.js";
import { checkDerivatives } from "./slopes.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import { ExpressionError } from "../expression/expressionError.js";

export interface CheckOptions {
  readonly seed: number;
  /** Points for steps that are cheap. */
  readonly points: number;
  /** Points for steps with an integral, an infinite sum, an average or a minimiser. */
  readonly expensivePoints: number;
  /** Also refuse `{uses …}` that a step does not need, and check derivatives against differences. */
  readonly thorough: boolean;
}

/** A function of `src` and the expressions of its arguments. */
export interface Link {
  readonly call: LinkedFunction;
  readonly args: readonly Line[];
}

export interface CheckedStep {
  readonly source: SourceStep;
  /** Absent where the step is quoted TeX. */
  readonly line: Line | undefined;
  readonly equalAt: readonly { readonly name: string; readonly line: Line }[];
  readonly points: number;
  readonly tested: string;
}

/** A derivation that has been read and not yet tested. */
export interface ReadDerivation {
  readonly anchor: string;
  readonly space: Space;
  readonly links: ReadonlyMap<string, Link>;
  readonly source: DerivationSource;
  readonly start: Line;
  readonly lines: readonly (Line | undefined)[];
  readonly equalAt: readonly (readonly { readonly name: string; readonly line: Line }[])[];
}

/** Puts the author's line into an error that knows only the place in it. */
export function inLine<Result>(
  anchor: string,
  step: number,
  line: SourceLine,
  read: () => Result,
): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const at = error.place?.at ?? line.from;
    throw new DerivationError(
      anchor,
      step,
      { reason: error.reason, trivial: true },
      { ...line, from: at },
    );
  }
}

/** Tests every step; throws a DerivationError at the first that does not hold. */
export function checkSteps(read: ReadDerivation, options: CheckOptions): CheckedStep[] {
  const checked: CheckedStep[] = [];
  if (options.thorough) {
    inLine(read.anchor, 0, read.source.start, () => slopes(read, read.start, 0, options));
  }
  let above: Line | undefined = read.start;
  read.source.steps.forEach((source, i) => {
    const line = read.lines[i];
    const outcome = inLine(read.anchor, i + 1, source, () =>
      checkStep(read, i, above, line, options),
    );
    checked.push({ source, line, equalAt: read.equalAt[i]!, ...outcome });
    above = line;
  });
  return checked;
}

function slopes(read: ReadDerivation, line: Line, step: number, options: CheckOptions): void {
  const failure = checkDerivatives(read.space, line, read.space.rng(options.seed + 77 * step));
  if (failure !== undefined) throw new DerivationError(read.anchor, step, failure);
}

/** Tests one step between two lines; the mutation script calls this too. */
export function checkStep(
  read: ReadDerivation,
  position: number,
  above: Line | undefined,
  line: Line | undefined,
  options: CheckOptions,
): { readonly points: number; readonly tested: string } {
  const source = read.source.steps[position]!;
  const step = position + 1;
  const refuse = (failure: Failure): never => {
    throw new DerivationError(read.anchor, step, failure, source);
  };
  if (source.untested !== undefined) return { points: 0, tested: "" };
  if (line === undefined || above === undefined) {
    return refuse({
      reason: "a step below an untested line of TeX cannot be tested: mark it {untested …} too",
    });
  }
  const { space } = read;
  const slow =
    above.expensive || line.expensive || source.relation === "≈" || isAboutExtremum(above, line);
  const plan: Plan = {
    space,
    left: above,
    right: line,
    rng: space.rng(options.seed * 1009 + step),
    narrow: new Set(above.foreign || line.foreign ? space.widening : source.uses),
    points: slow ? options.expensivePoints : options.points,
  };
  checkNotes(read, source, refuse);
  let outcome = relate(read, position, plan);
  if (!outcome.ok) {
    const hint =
      outcome.failure.values === undefined ? undefined : neededUses(read, position, plan);
    return refuse({ ...outcome.failure, ...(hint === undefined ? {} : { hint }) });
  }
  if (options.thorough) {
    slopes(read, line, step, options);
    for (const name of source.uses) {
      const narrow = new Set(source.uses.filter((other) => other !== name));
      const holds = (points: number): boolean =>
        relate(read, position, {
          ...plan,
          narrow,
          rng: space.rng(options.seed * 1009 + step),
          points,
        }).ok;
      // A bound may hold at most points of the wider domain too: look longer before refusing.
      const isBound = "≤<≥>".includes(source.relation);
      if (holds(plan.points) && (!isBound || holds(plan.points * 20))) {
        return refuse({
          reason: `{uses ${name}} is not needed: the step holds on the wider domain (${space.quantities.get(name)!.wider!}) too`,
        });
      }
    }
  }
  if (source.is !== undefined) {
    const linked = checkLink(read, source.is, line, plan);
    if (!linked.ok) return refuse(linked.failure);
    outcome = { ...outcome, points: Math.min(outcome.points, linked.points) };
  }
  return { points: outcome.points, tested: outcome.tested };
}

function checkNotes(
  read: ReadDerivation,
  source: SourceStep,
  refuse: (failure: Failure) => never,
): void {
  const { space } = read;
  const inequality = "≤<≥>".includes(source.relation);
  for (const name of source.uses) {
    const quantity = space.quantities.get(name);
    if (quantity === undefined) refuse({ reason: `{uses ${name}}: ${name} is no quantity` });
    else if (quantity.wider === undefined) {
      refuse({ reason: `{uses ${name}}: a ${quantity.words} has no wider domain` });
    }
  }
  for (const name of source.variables) {
    if (!space.quantities.has(name)) {
      refuse({ reason: `${source.relation}[${name}]: ${name} is no quantity` });
    }
  }
  if ((source.relation === "≤" || source.relation === "≥") && source.equalAt === undefined) {
    refuse({
      reason: `${source.relation} must say where it is an equality: {equal at q = p}; if it never is, write ${source.relation === "≤" ? "<" : ">"}`,
    });
  }
  if (source.equalAt !== undefined && (!inequality || source.relation.match(/[<>]/))) {
    refuse({ reason: `{equal at …} belongs to ≤ and ≥, not to ${source.relation}` });
  }
  if (source.is !== undefined && !read.links.has(source.is)) {
    refuse({
      reason: `{is ${source.is}}: no such link; there are ${[...read.links.keys()].join(", ") || "none"}`,
    });
  }
}

function relate(read: ReadDerivation, position: number, plan: Plan): Outcome {
  const source = read.source.steps[position]!;
  if (isAboutExtremum(plan.left, plan.right)) {
    if (source.relation !== "=") {
      return {
        ok: false,
        failure: { reason: `a minimiser stands beside =, not ${source.relation}` },
      };
    }
    return checkExtremum(plan);
  }
  switch (source.relation) {
    case "≈":
      return checkAverage(plan);
    case "→": {
      const limit = limitOf(source.limit!);
      if (Number.isNaN(limit)) {
        return { ok: false, failure: { reason: `“${source.limit!}” is no number to go to` } };
      }
      return checkLimit(plan, source.variables[0]!, limit);
    }
    case "∝":
    case "≐":
      return checkUpTo(plan, source.relation, source.variables);
    default: {
      const outcome = checkPointwise(plan, source.relation);
      if (!outcome.ok || source.equalAt === undefined) return outcome;
      const equal = checkEqualAt(plan, read.equalAt[position]!);
      return equal.ok ? outcome : equal;
    }
  }
}

function limitOf(text: string): number {
  const word = text.replace(/^[−-]/u, "");
  const sign = word === text ? 1 : -1;
  if (word === "∞" || word === "inf") return sign * Infinity;
  return word === "" ? NaN : sign * Number(word);
}

/** Which narrow domains a failed step needs: the author is asked to declare them. */
function neededUses(read: ReadDerivation, position: number, plan: Plan): string | undefined {
  const { space } = read;
  const candidates = space.widening.filter(
    (name) => !plan.narrow.has(name) && (plan.left.names.has(name) || plan.right.names.has(name)),
  );
  if (candidates.length === 0) return undefined;
  const holds = (narrow: ReadonlySet<string>): boolean => {
    try {
      return relate(read, position, {
        ...plan,
        narrow,
        rng: space.rng(5),
        points: Math.min(plan.points, 40),
      }).ok;
    } catch {
      return false;
    }
  };
  let needed = new Set([...plan.narrow, ...candidates]);
  if (!holds(needed)) return undefined;
  for (const name of candidates) {
    const fewer = new Set([...needed].filter((other) => other !== name));
    if (holds(fewer)) needed = fewer;
  }
  const list = [...needed].join(", ");
  const why = [...needed]
    .filter((name) => !plan.narrow.has(name))
    .map((name) => `of the domain of ${name} (${space.quantities.get(name)!.words})`)
    .join(" and ");
  return `the step holds because ${why}: if that is meant, write {uses ${list}}`;
}

/** The line against the function of `src`, on the declared domain. */
export function checkLink(read: ReadDerivation, name: string, line: Line, plan: Plan): Outcome {
  const { space } = read;
  const link = read.links.get(name)!;
  const narrow = new Set(space.widening);
  return forPoints({ ...plan, narrow, rng: space.rng(plan.points + 31) }, (point) => {
    let answer: unknown;
    try {
      const environment = space.environment(space.arithmetics.float, point);
      answer = (link.call as (...args: unknown[]) => unknown)(
        ...link.args.map((arg) => arg.float(environment)),
      );
    } catch (error) {
      return {
        ok: false,
        failure: {
          reason: `${name} of src refuses a point of the domain: ${error instanceof Error ? error.message : String(error)}`,
          values: point.values,
        },
      };
    }
    const values = flat(answer instanceof Float64Array ? [...answer] : answer) as number[];
    const own = comparePoint(space, line, line, point);
    if (own.verdict === "unusable") return "skip";
    const comparison = compareSides(space.arithmetics, <T>(F: Arithmetic<T>) => {
      const environment = space.environment(F, point);
      const mine = line.value(F, environment);
      // src answers in float64: 60 digits decide only about this line's own rounding.
      const rounded = flat(mine).map((x) => F.of(F.toNumber(x as T)));
      return [rounded, values.map(F.of)];
    });
    const close =
      comparison.verdict === "equal" ||
      (comparison.left.length === comparison.right.length && comparison.difference <= 1e-9);
    return close
      ? "used"
      : {
          ok: false,
          failure: {
            reason: `this line is not ${name} of src`,
            left: comparison.right,
            right: comparison.left,
            values: point.values,
            hint: `(above: what ${name} returns)`,
          },
        };
  });
}
