import { productMinus } from "../../math/numeric/productMinus.js";
import { RunningSum } from "../../math/numeric/runningSum.js";
import { maximumNorm } from "./minimise.js";

/** So many corrections at most; the first two are nearly always enough. */
const REFINEMENTS = 6;

/** A column as a sum of two doubles, so that centring has rounded nothing. */
export interface ExactColumn {
  readonly high: Float64Array;
  readonly low: Float64Array;
}

/** x − centre in units of the power of two next to `scale`: not a bit is lost. */
export function exactColumn(x: Float64Array, centre: number, scale: number): ExactColumn {
  const unit = powerOfTwo(scale);
  const high = new Float64Array(x.length);
  const low = new Float64Array(x.length);
  x.forEach((value, n) => {
    const difference = value - centre;
    const roundedCentre = value - difference;
    high[n] = difference / unit;
    low[n] = (value - (difference + roundedCentre) + (roundedCentre - centre)) / unit;
  });
  return { high, low };
}

/** The power of two next below a number. */
export const powerOfTwo = (x: number): number =>
  x > 0 && x < Infinity ? 2 ** Math.max(-1000, Math.floor(Math.log2(x))) : 1;

/**
 * The β that makes Σ wₙ(xₙ·β − yₙ)² least, [P].
 *
 *     Householder: Qᵀ √W X = (R; 0),  Rβ = (Qᵀ√W y)₁
 *     refined:     what r + Xβ − y and Xᵀr leave of 0, summed in twice the precision, is solved for again
 *
 * The normal equations would square the condition of X; this does not, and the corrections take off what rounding
 * left: the answer is good to the last digits wherever the columns are independent to rounding, also where the
 * residuals are great.
 * Shapes  P independent columns of N ≥ P numbers, y [N], weights [N].
 * Source  Golub & Van Loan, Matrix Computations (2013), §5.3.2; Å. Björck, "Iterative refinement of linear least
 *         squares solutions I" (1967), BIT 7.
 */
export function leastSquares(
  design: readonly ExactColumn[],
  y: Float64Array,
  weights: Float64Array,
): Float64Array {
  const [rows, columns] = [y.length, design.length];
  const roots = weights.map(Math.sqrt);
  const factors = householder(design.map(({ high }) => high.map((x, n) => roots[n]! * x)));
  let beta = new Float64Array(columns);
  // √w times the residual.
  let residual = new Float64Array(rows);
  for (let round = 0; round <= REFINEMENTS; round++) {
    const f = y.map((value, n) => {
      const sum = new RunningSum();
      sum.add(value);
      design.forEach(({ high, low }, j) => {
        addProduct(sum, -high[n]!, beta[j]!);
        sum.add(-low[n]! * beta[j]!);
      });
      return roots[n]! * sum.total - residual[n]!;
    });
    const [weighted, weightedRounding] = [new Float64Array(rows), new Float64Array(rows)];
    residual.forEach((value, n) => {
      weighted[n] = roots[n]! * value;
      weightedRounding[n] = productMinus(roots[n]!, value, weighted[n]);
    });
    const g = design.map(({ high, low }) => {
      const sum = new RunningSum();
      for (let n = 0; n < rows; n++) {
        addProduct(sum, -high[n]!, weighted[n]!);
        sum.add(-high[n]! * weightedRounding[n]! - low[n]! * weighted[n]!);
      }
      return sum.total;
    });
    const h = factors.solveTransposed(g);
    const c = factors.rotate(f);
    const step = factors.solve(c.slice(0, columns).map((value, j) => value - h[j]!));
    h.forEach((value, j) => (c[j] = value));
    const residualStep = factors.rotateBack(c);
    beta = beta.map((value, j) => value + step[j]!);
    residual = residual.map((value, n) => value + residualStep[n]!);
    if (round > 0 && maximumNorm(step) <= 1e-17 * maximumNorm(beta)) break;
  }
  return beta;
}

/** The product and what rounding took from it. */
function addProduct(sum: RunningSum, a: number, b: number): void {
  const product = a * b;
  sum.add(product);
  sum.add(productMinus(a, b, product));
}

/** R and the reflections that make it. */
function householder(design: readonly Float64Array[]) {
  const columns = design.length;
  const r = design.map((column) => column.slice());
  const reflections: { readonly v: Float64Array; readonly scale: number }[] = [];
  const reflect = (vector: Float64Array, k: number): void => {
    const { v, scale } = reflections[k]!;
    let dot = 0;
    for (let n = k; n < vector.length; n++) dot += v[n]! * vector[n]!;
    for (let n = k; n < vector.length; n++) vector[n]! -= scale * dot * v[n]!;
  };
  for (let k = 0; k < columns; k++) {
    const v = r[k]!.slice();
    v.fill(0, 0, k);
    const norm = Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
    v[k]! += v[k]! < 0 ? -norm : norm;
    const square = v.reduce((sum, value) => sum + value * value, 0);
    reflections.push({ v, scale: square > 0 ? 2 / square : 0 });
    for (let j = k; j < columns; j++) reflect(r[j]!, k);
  }
  return {
    /** Qᵀ times a vector. */
    rotate(vector: Float64Array): Float64Array {
      const result = vector.slice();
      for (let k = 0; k < columns; k++) reflect(result, k);
      return result;
    },
    rotateBack(vector: Float64Array): Float64Array {
      const result = vector.slice();
      for (let k = columns - 1; k >= 0; k--) reflect(result, k);
      return result;
    },
    /** R⁻¹ times a vector. */
    solve(vector: Float64Array): Float64Array {
      const result = vector.slice();
      for (let i = columns - 1; i >= 0; i--) {
        for (let j = i + 1; j < columns; j++) result[i]! -= r[j]![i]! * result[j]!;
        result[i]! /= r[i]![i]!;
      }
      return result;
    },
    /** R⁻ᵀ times a vector. */
    solveTransposed(vector: readonly number[]): Float64Array {
      const result = Float64Array.from(vector);
      for (let i = 0; i < columns; i++) {
        for (let j = 0; j < i; j++) result[i]! -= r[i]![j]! * result[j]!;
        result[i]! /= r[i]![i]!;
      }
      return result;
    },
  };
}
