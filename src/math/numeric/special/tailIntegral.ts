/** The positive nodes of the 20-point Gauss–Legendre rule, from mpmath. */
const nodes = [
  0.07652652113349734, 0.22778585114164507, 0.37370608871541955, 0.5108670019508271,
  0.636053680726515, 0.7463319064601508, 0.8391169718222188, 0.912234428251326, 0.9639719272779138,
  0.9931285991850949,
];
const weights = [
  0.15275338713072584, 0.14917298647260374, 0.14209610931838204, 0.13168863844917664,
  0.11819453196151841, 0.10193011981724044, 0.08327674157670475, 0.06267204833410907,
  0.04060142980038694, 0.017614007139152118,
];

/**
 * ∫₀^end e^{g(s)} ds for a concave g with g(0) = 0 that falls: the tail of a log-concave density in units of its
 * value where the tail begins. `slope` is −g′(0) and `curvature` −g″(0): they tell how wide a panel is.
 *
 * Because g is concave, it has fallen below −40 within 40 widths: the work does not grow with the parameters.
 * Source  Gauss–Legendre quadrature, DLMF 3.5(v), on panels over which g falls by about 2.
 */
export function tailIntegral(
  g: (s: number) => number,
  slope: number,
  curvature: number,
  end: number,
): number {
  // slope·w + ½·curvature·w² = 2
  const width = 4 / (slope + Math.sqrt(slope * slope + 4 * curvature));
  let sum = 0;
  for (let start = 0; start < end; start += width) {
    const half = 0.5 * Math.min(width, end - start);
    const centre = start + half;
    let panel = 0;
    nodes.forEach((node, k) => {
      panel +=
        weights[k]! * (Math.exp(g(centre - half * node)) + Math.exp(g(centre + half * node)));
    });
    sum += half * panel;
    if (!(half * panel > 1e-17 * sum)) break;
  }
  return sum;
}
