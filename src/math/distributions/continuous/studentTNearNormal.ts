/** From here on the tails are a normal's with a bent argument; the terms left out are below 1e-16. */
export const NEARLY_NORMAL = 1e5;

/**
 * The z at which a standard normal has the tail that t has with ν degrees of freedom, ν large.
 *
 *     w = √((ν−½) ln(1 + t²/ν)),   z = w + (w³ + 3w)/b − (4w⁷ + 33w⁵ + 240w³ + 855w)/(10b(b + 0.8w⁴ + 100)),  b = 48(ν−½)²
 *
 * Source  G. W. Hill, "Algorithm 395: Student's t-distribution" (1970), Commun. ACM 13.
 */
export function normalArgument(t: number, nu: number, logT = Math.log(Math.abs(t))): number {
  const square = (t / nu) * t;
  // The square may have no double, nor t itself.
  const w =
    square < 1e-17
      ? Math.abs(t) * Math.sqrt((nu - 0.5) / nu)
      : Math.sqrt(nu - 0.5) *
        Math.sqrt(square < 1e300 ? Math.log1p(square) : 2 * logT - Math.log(nu));
  return w + bend(w, nu);
}

/** From here on the normal is not bent by a digit, wherever its argument is. */
const STRAIGHT = 1e20;

function bend(w: number, nu: number): number {
  if (nu > STRAIGHT) return 0;
  const b = 48 * (nu - 0.5) ** 2;
  const s = w * w;
  const second = (w * (((4 * s + 33) * s + 240) * s + 855)) / (10 * b * (b + 0.8 * s * s + 100));
  return (w * (s + 3)) / b - second;
}

/** The t whose tail is that of z under a standard normal. */
export function fromNormal(z: number, nu: number): number {
  let w = z;
  for (let step = 0; step < 4; step++) w = z - bend(w, nu);
  const square = (w * w) / (nu - 0.5);
  // Of greater numbers of degrees the quotient has fewer digits than w.
  return square < 1e-17 ? w * Math.sqrt(nu / (nu - 0.5)) : Math.sqrt(nu * Math.expm1(square));
}
