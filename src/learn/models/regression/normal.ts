import { checkFinite, checkPositive } from "../../../math/numeric/checks.js";
import { HALF_LOG_TWO_PI } from "../../../math/numeric/constants.js";
import { combine, exponential, log1mExpOf, log1pOf, logNormalCdfOf, logOf, times } from "../jet.js";
import type { Jet } from "../jet.js";
import type { RegressionFamily } from "./regressionFamily.js";

/** y ∼ N(μ, σ²), with σ's logarithm on the features too. Harvey (1976), Econometrica 44. */
export const heteroscedasticNormal: RegressionFamily = {
  name: "heteroscedasticNormal",
  kind: "real",
  outputs: ["mean", "logStandardDeviation"],
  onFeatures: ["mean", "logStandardDeviation"],
  unitShift: [0, 1],
  start: (mean, variance) => [mean, 0.5 * Math.log(variance)],
  logProbability: normalLogDensity,
  logIntervalProbability: normalLogIntervalProbability,
  mean: ([mean]) => mean!,
  checkTarget: checkFinite,
};

/** ln y ∼ N(μ, σ²): L = ½((ln y − μ)/σ)² + ln σ + ln y + ½ ln 2π; the mean is e^{μ + σ²/2}. */
export const logNormalRegression: RegressionFamily = {
  name: "logNormal",
  kind: "positive",
  outputs: ["logMean", "logStandardDeviation"],
  onFeatures: ["logMean"],
  unitShift: [1, 0],
  start: () => [0, -0.5],
  logProbability: (outputs, y) =>
    combine([[1, normalLogDensity(outputs, Math.log(y))]], -Math.log(y)),
  logIntervalProbability: (outputs, low, high) =>
    normalLogIntervalProbability(outputs, Math.log(low), Math.log(high)),
  mean: ([mean, logScale]) => Math.exp(mean! + 0.5 * Math.exp(2 * logScale!)),
  checkTarget: checkPositive,
};

/** ln φ((y − μ)/σ) − ln σ. */
export function normalLogDensity([mean, logScale]: readonly Jet[], y: number): Jet {
  const z = times(combine([[-1, mean!]], y), exponential(combine([[-1, logScale!]])));
  return combine(
    [
      [-0.5, times(z, z)],
      [-1, logScale!],
    ],
    -HALF_LOG_TWO_PI,
  );
}

/** ln(Φ(b) − Φ(a)), a and b the ends less the mean over the standard deviation. */
function normalLogIntervalProbability(
  [mean, logScale]: readonly Jet[],
  low: number,
  high: number,
): Jet {
  const precision = exponential(combine([[-1, logScale!]]));
  const standardised = (y: number): Jet => times(combine([[-1, mean!]], y), precision);
  const mirrored = (u: Jet): Jet => combine([[-1, u]]);
  if (high === Infinity) return logNormalCdfOf(mirrored(standardised(low)));
  if (low === -Infinity) return logNormalCdfOf(standardised(high));
  const middle = standardised(0.5 * (low + high));
  const width = combine([[high - low, precision]]);
  if (width.value * Math.max(1, Math.abs(middle.value)) < NARROW) {
    return narrowLogProbability(middle, width);
  }
  // In the tail that both ends are nearer to, where nothing is next to 1.
  const [below, above] =
    middle.value > 0
      ? [mirrored(standardised(high)), mirrored(standardised(low))]
      : [standardised(low), standardised(high)];
  const whole = logNormalCdfOf(above);
  return combine([
    [1, whole],
    [
      1,
      log1mExpOf(
        combine([
          [1, logNormalCdfOf(below)],
          [-1, whole],
        ]),
      ),
    ],
  ]);
}

/** Below this width the difference would cancel, and the third term of the series is below 1e-16. */
const NARROW = 0.02;

/** ln of φ(m)·h·(1 + (m² − 1)h²/24 + (m⁴ − 6m² + 3)h⁴/1920), the integral over m ± h/2 by Taylor's series. */
function narrowLogProbability(middle: Jet, width: Jet): Jet {
  const m2 = times(middle, middle);
  const h2 = times(width, width);
  const second = times(h2, combine([[1 / 24, m2]], -1 / 24));
  const bend = combine(
    [
      [1, times(m2, m2)],
      [-6, m2],
    ],
    3,
  );
  const fourth = combine([[1 / 1920, times(times(h2, h2), bend)]]);
  const series = log1pOf(
    combine([
      [1, second],
      [1, fourth],
    ]),
  );
  return combine(
    [
      [-0.5, m2],
      [1, logOf(width)],
      [1, series],
    ],
    -HALF_LOG_TWO_PI,
  );
}
