/**
 * The weights with which a rule on the given nodes in [−1, 1] is exact for every polynomial of lower degree than it
 * has nodes: of the integral over [−1, 1] (`cells` infinite), or of 2/N times the sum over the centres of N equal
 * cells of [−1, 1] (`cells` = N).
 *
 * Both are orthogonal to the polynomials g₁, g₂, … of Gram, which for N → ∞ are Legendre's:
 *
 *     (j+1) gⱼ₊₁(u) = (2j+1) u gⱼ(u) − j (1 − j²/N²) gⱼ₋₁(u),   Σᵢ wᵢ gⱼ(uᵢ) = 2 for j = 0, else 0
 *
 * Source  Hildebrand, Introduction to Numerical Analysis (1974), §7.13; DLMF 18.20(i).
 */
export function weightsAt(nodes: readonly number[], cells: number): number[] {
  const n = nodes.length;
  const shrink = (j: number): number => 1 - (j / cells) ** 2;
  // A row a polynomial, with its moment as the last column.
  const rows: number[][] = [nodes.map(() => 1).concat(2)];
  for (let j = 0; j + 1 < n; j++) {
    const [at, before] = [rows[j]!, rows[j - 1]];
    rows.push(
      nodes
        .map((u, i) => ((2 * j + 1) * u * at[i]! - j * shrink(j) * (before?.[i] ?? 0)) / (j + 1))
        .concat(0),
    );
  }
  return solve(rows);
}

/** Gaussian elimination with row pivoting; the right-hand side is the last column. */
function solve(rows: number[][]): number[] {
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    }
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    const top = rows[k]!;
    for (let i = k + 1; i < n; i++) {
      const row = rows[i]!;
      const factor = row[k]! / top[k]!;
      for (let j = k + 1; j <= n; j++) row[j]! -= factor * top[j]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    let rest = rows[k]![n]!;
    for (let j = k + 1; j < n; j++) rest -= rows[k]![j]! * x[j]!;
    x[k] = rest / rows[k]![k]!;
  }
  return x;
}
