// The models of NIST's nonlinear regressions, in numbers that know their derivatives.
import { chain, combine, exponential, jetVariables, log1pOf, logOf, times } from "../../../src/learn/models/jet.js"; // prettier-ignore
import type { Jet } from "../../../src/learn/models/jet.js";
import type { Objective } from "../../../src/learn/models/objective.js";
import { minimiseNewton } from "../../../src/learn/training/minimiseNewton.js";
import { matrix } from "../../../src/math/numeric/matrix.js";

export interface Certified {
  readonly name: string;
  readonly rows: number[][];
  readonly starts: number[][];
  readonly certified: number[];
}

/** How many digits agree: the log relative error, at most 15. */
export const digits = (value: number, certified: number): number =>
  value === certified ? 15 : -Math.log10(Math.abs(value - certified) / Math.abs(certified));

/** f(x; b₁ … b_K); `row` holds y, x and what further predictors there are. */
type Model = (b: Jet[], x: number, row: readonly number[]) => Jet;

const inverse = (u: Jet): Jet => chain(u, 1 / u.value, -1 / u.value ** 2, 2 / u.value ** 3);
const power = (u: Jet, p: number): Jet =>
  chain(u, u.value ** p, p * u.value ** (p - 1), p * (p - 1) * u.value ** (p - 2));
const cosine = (u: Jet): Jet => chain(u, Math.cos(u.value), -Math.sin(u.value), -Math.cos(u.value));
const sine = (u: Jet): Jet => chain(u, Math.sin(u.value), Math.cos(u.value), -Math.sin(u.value));
const arcTangent = (u: Jet): Jet => {
  const slope = 1 / (1 + u.value ** 2);
  return chain(u, Math.atan(u.value), slope, -2 * u.value * slope * slope);
};
const minus = (u: Jet, constant = 0): Jet => combine([[-1, u]], constant);
const plus = (u: Jet, constant: number): Jet => combine([[1, u]], constant);
const scaled = (factor: number, u: Jet): Jet => combine([[factor, u]]);
const sum = (...terms: Jet[]): Jet => combine(terms.map((u) => [1, u]));
const ratio = (u: Jet, v: Jet): Jet => times(u, inverse(v));
/** Σ bₖ xᵏ, k = 0, 1, … */
const polynomial = (b: Jet[], x: number): Jet => combine(b.map((u, k) => [x ** k, u]));
/** (b₁ + b₂x + …)/(1 + b_m x + …), with as many terms above as are given. */
const rational =
  (above: number): Model =>
  (b, x) =>
    ratio(
      polynomial(b.slice(0, above), x),
      combine(
        b.slice(above).map((u, k) => [x ** (k + 1), u]),
        1,
      ),
    );
/** Σ bₖ e^(−b_{k+1} x). */
const exponentials: Model = (b, x) =>
  sum(
    ...[0, 2, 4].map((k) => times(b[k]!, exponential(scaled(-x, b[k + 1]!)))), // prettier-ignore
  );
const rising: Model = ([b1, b2], x) => times(b1!, minus(exponential(scaled(-x, b2!)), 1));
const growth: Model = ([b1, b2, b3, b4], x) => {
  const log = log1pOf(exponential(combine([[1, b2!], [-x, b3!]]))); // prettier-ignore
  return times(b1!, exponential(minus(b4 === undefined ? log : times(log, inverse(b4)))));
};
const decayOverLine: Model = ([b1, b2, b3], x) =>
  ratio(exponential(scaled(-x, b1!)), combine([[1, b2!], [x, b3!]])); // prettier-ignore
const bell = (x: number, height: Jet, centre: Jet, width: Jet): Jet =>
  times(height, exponential(minus(power(ratio(plus(minus(centre), x), width), 2))));
const twoBells: Model = ([b1, b2, b3, b4, b5, b6, b7, b8], x) =>
  sum(
    times(b1!, exponential(scaled(-x, b2!))),
    bell(x, b3!, b4!, b5!),
    bell(x, b6!, b7!, b8!), // prettier-ignore
  );
const wave = (x: number, period: Jet, along: Jet, across: Jet): Jet => {
  const angle = scaled(2 * Math.PI * x, inverse(period));
  return sum(times(along, cosine(angle)), times(across, sine(angle)));
};

const strdModels: Readonly<Record<string, Model>> = {
  Bennett5: ([b1, b2, b3], x) => times(b1!, exponential(minus(ratio(logOf(plus(b2!, x)), b3!)))),
  BoxBOD: rising,
  Chwirut1: decayOverLine,
  Chwirut2: decayOverLine,
  DanWood: ([b1, b2], x) => times(b1!, exponential(scaled(Math.log(x), b2!))),
  ENSO: ([b1, b2, b3, b4, b5, b6, b7, b8, b9], x) => {
    const year = (2 * Math.PI * x) / 12;
    return sum(
      combine([[1, b1!], [Math.cos(year), b2!], [Math.sin(year), b3!]]), // prettier-ignore
      wave(x, b4!, b5!, b6!),
      wave(x, b7!, b8!, b9!),
    );
  },
  Eckerle4([b1, b2, b3], x) {
    const z = ratio(minus(b3!, x), b2!);
    return times(ratio(b1!, b2!), exponential(scaled(-0.5, power(z, 2))));
  },
  Gauss1: twoBells,
  Gauss2: twoBells,
  Gauss3: twoBells,
  Hahn1: rational(4),
  Kirby2: rational(3),
  Lanczos1: exponentials,
  Lanczos2: exponentials,
  Lanczos3: exponentials,
  MGH09: ([b1, b2, b3, b4], x) =>
    ratio(times(b1!, plus(scaled(x, b2!), x * x)), combine([[x, b3!], [1, b4!]], x * x)), // prettier-ignore
  MGH10: ([b1, b2, b3], x) => times(b1!, exponential(ratio(b2!, plus(b3!, x)))),
  MGH17: ([b1, b2, b3, b4, b5], x) =>
    sum(b1!, times(b2!, exponential(scaled(-x, b4!))), times(b3!, exponential(scaled(-x, b5!)))),
  Misra1a: rising,
  Misra1b: ([b1, b2], x) => times(b1!, minus(power(plus(scaled(x / 2, b2!), 1), -2), 1)),
  Misra1c: ([b1, b2], x) => times(b1!, minus(power(plus(scaled(2 * x, b2!), 1), -0.5), 1)),
  Misra1d: ([b1, b2], x) => scaled(x, ratio(times(b1!, b2!), plus(scaled(x, b2!), 1))),
  Nelson: ([b1, b2, b3], x1, row) =>
    combine([[1, b1!], [-x1, times(b2!, exponential(scaled(-row[1]!, b3!)))]]), // prettier-ignore
  Rat42: growth,
  Rat43: growth,
  Roszman1: ([b1, b2, b3, b4], x) =>
    combine([
      [1, b1!],
      [-x, b2!],
      [-1 / Math.PI, arcTangent(ratio(b3!, plus(minus(b4!), x)))],
    ]),
  Thurber: rational(4),
};

/** What is fitted where it is not y itself. */
const responses: Readonly<Record<string, (y: number) => number>> = { Nelson: Math.log };

/**
 * Where the curvature of the residuals themselves leads away from the start, or drowns in rounding: JᵀJ alone, as Gauss
 * and Newton have it.
 */
const slopesAlone: readonly string[] = ["Bennett5", "Hahn1", "Lanczos1", "Lanczos2"];

/** Half the sum of squares with its Hessian, in units of the start. */
export function sumOfSquares(
  name: string,
  rows: readonly number[][],
  units: readonly number[],
): Objective {
  const model = strdModels[name]!;
  const response = responses[name] ?? ((y: number) => y);
  const isExact = !slopesAlone.includes(name);
  const k = units.length;
  const residuals = (place: ArrayLike<number>): Jet[] => {
    const b = jetVariables(Array.from(place)).map((u, j) => scaled(units[j]!, u));
    return rows.map((row) => plus(model(b, row[1]!, row.slice(1)), -response(row[0]!)));
  };
  const total = (jets: Jet[], part: (r: Jet) => number): number =>
    jets.reduce((all, r) => all + part(r), 0);
  return {
    dimension: k,
    examples: rows.length,
    evaluate(place, gradient) {
      const jets = residuals(place);
      for (let j = 0; j < k; j++) gradient[j] = total(jets, (r) => r.value * r.gradient[j]!);
      return total(jets, (r) => 0.5 * r.value * r.value);
    },
    hessian(place) {
      const jets = residuals(place);
      const h = matrix(k, k);
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          const bend = (r: Jet): number => (isExact ? r.value * r.hessian[i * k + j]! : 0);
          h.data[i * k + j] = total(jets, (r) => r.gradient[i]! * r.gradient[j]! + bend(r));
        }
      }
      return h;
    },
  };
}

/** How many digits of each estimate of minimiseNewton agree with the certified ones, from one of the starts. */
export function certifiedDigits({ name, rows, certified }: Certified, start: number[]): number[] {
  const objective = sumOfSquares(name, rows, start);
  const ones = start.map(() => 1);
  const { parameters } = minimiseNewton(objective, ones, { maximumIterations: 500 });
  return certified.map((value, j) => digits(parameters[j]! * start[j]!, value));
}
