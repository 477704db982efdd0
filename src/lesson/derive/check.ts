import { DerivationError, showPoint, type Failure } from "./derivationError.js";
import { isAboutExtremum } from "./minimiser/extrema.js";
import { checkKinks } from "./derivativeKinks.js";
import { holdsWhereExcepted } from "./exceptions.js";
import { checkLink } from "./link.js";
import { meetingPoint } from "./meetingPoint.js";
import { checkNotes } from "./notes.js";
import { relevant, type Plan } from "./plan.js";
import type { ReadDerivation } from "./readDerivation.js";
import { neededUses, relate } from "./relate.js";
import { checkDerivatives } from "./slopes.js";
import type { SourceLine, SourceStep } from "./source.js";
import type { Line } from "./line.js";
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

export interface CheckedStep {
  readonly source: SourceStep;
  /** Absent where the step is quoted TeX. */
  readonly line: Line | undefined;
  readonly equalAt: readonly { readonly name: string; readonly line: Line }[];
  readonly exceptions: readonly Line[];
  readonly points: number;
  readonly tested: string;
}

/** Puts the author's line into an error that knows only the place in it. */
export function inLine<Result>(
  anchor: string,
  step: number,
  line: SourceLine,
  read: () => Result,
  above?: { readonly tree: unknown; readonly source: SourceLine },
): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const place = above !== undefined && error.of === above.tree ? above.source : line;
    const at = error.place?.at ?? place.from;
    throw new DerivationError(anchor, step, { reason: error.reason, trivial: true, at }, place);
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
    const before = {
      tree: above?.tree,
      source: i === 0 ? read.source.start : read.source.steps[i - 1]!,
    };
    const outcome = inLine(
      read.anchor,
      i + 1,
      source,
      () => checkStep(read, i, above, line, options),
      before,
    );
    checked.push({
      source,
      line,
      equalAt: read.equalAt[i]!,
      exceptions: read.exceptions[i]!,
      ...outcome,
    });
    above = line;
  });
  return checked;
}

function slopes(read: ReadDerivation, line: Line, step: number, options: CheckOptions): void {
  const failure = checkDerivatives(read.space, line, read.space.rng(options.seed + 77 * step));
  if (failure !== undefined) throw new DerivationError(read.anchor, step, failure);
}

/** What a bound without {equal at …} should say: where its sides meet, or that they do not. */
function whereEqual(plan: Plan, relation: "≤" | "≥"): string {
  const meeting = meetingPoint(plan);
  const asked = `${relation} must say where it is an equality: {equal at q = p}; if it never is, write ${relation === "≤" ? "<" : ">"}`;
  if (meeting === undefined) return `${asked}. The two lines met at no point that was tried`;
  return `${asked}. They meet at ${showPoint(relevant(plan, meeting))}`;
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
  const isNear = source.relation === "→" || source.limit !== undefined;
  if ((above.order ?? line.order) !== undefined && !isNear) {
    return refuse({ reason: "O(…) says where it holds: write =[x→0], =[n→∞] or →[x→0]" });
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
    exceptions: read.exceptions[position]!,
    points: slow ? options.expensivePoints : options.points,
  };
  checkNotes(read, source, refuse);
  if ((above.type === "row") !== (line.type === "row")) {
    return refuse({ reason: "a transposed vector stands beside what is none: is a ᵀ missing?" });
  }
  if ((source.relation === "≤" || source.relation === "≥") && source.equalAt === undefined) {
    return refuse({ reason: whereEqual(plan, source.relation) });
  }
  const kinksIn = (exceptions: readonly Line[]): Failure | undefined =>
    [above, line]
      .map((one) => checkKinks(space, one, exceptions, space.rng(options.seed * 977 + step)))
      .find((failure) => failure !== undefined);
  const kink = kinksIn(plan.exceptions);
  if (kink !== undefined) return refuse(kink);
  let outcome = relate(read, position, plan);
  if (!outcome.ok) {
    const hint =
      outcome.failure.values === undefined ? undefined : neededUses(read, position, plan);
    // What is true on the narrow domain has no term to blame.
    return refuse(
      hint === undefined ? outcome.failure : { ...outcome.failure, hint, at: source.from },
    );
  }
  if (options.thorough) {
    slopes(read, line, step, options);
    if (plan.exceptions.length > 0) {
      const rng = space.rng(options.seed * 1009 + step);
      const isNeeded =
        kinksIn([]) !== undefined || !holdsWhereExcepted({ ...plan, rng }, source.relation);
      if (!isNeeded) {
        return refuse({
          reason: `{except ${source.except!}} is not needed: the step holds there too`,
        });
      }
    }
    for (const name of source.uses) {
      const narrow = new Set(source.uses.filter((other) => other !== name));
      const holds = (points: number, look = 0): boolean =>
        relate(read, position, {
          ...plan,
          narrow,
          rng: space.rng(options.seed * 1009 + step + 7919 * look),
          points,
        }).ok;
      // A bound may hold at most points of the wider domain too, and a minimiser stay: look longer before refusing.
      const isBound = "≤<≥>".includes(source.relation);
      const holdsLonger = isAboutExtremum(above, line)
        ? [1, 2, 3, 4, 5, 6, 7, 8, 9].every((look) => holds(plan.points, look))
        : !isBound || holds(plan.points * 20);
      if (holds(plan.points) && holdsLonger) {
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
