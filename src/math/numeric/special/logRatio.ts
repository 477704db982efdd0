/** ln(a/b) for positive a and b, with all its digits where a ≈ b: ln(1 + (a−b)/b). */
export function logRatio(a: number, b: number): number {
  const relative = (a - b) / b;
  return Math.abs(relative) < 0.5 ? Math.log1p(relative) : Math.log(a) - Math.log(b);
}
