/** e^(x/2^bits), for x/2^bits of the size of 1. */
export function expNear(x: bigint, bits: number): bigint {
  const halvings = Math.ceil(Math.sqrt(bits) / 2);
  // Each squaring doubles what is lost.
  const wide = BigInt(bits + halvings + 8);
  const one = 1n << wide;
  // x · 2^(wide − bits) / 2^halvings = x · 2^8
  const reduced = x << 8n;
  let sum = one + reduced;
  let term = reduced;
  for (let n = 2n; term !== 0n && term !== -1n; n++) {
    term = ((term * reduced) >> wide) / n;
    sum += term;
  }
  for (let i = 0; i < halvings; i++) sum = (sum * sum) >> wide;
  return sum >> (wide - BigInt(bits));
}

/** ln of m, an integer over 2^bits, that is nearly `near`. */
export function lnNear(m: bigint, near: number, bits: number): bigint {
  const start = Math.log(near);
  const first = BigInt(Math.round(start * 2 ** 52)) << BigInt(bits - 52);
  const power = first === 0n ? 1n << BigInt(bits) : expNear(first, bits);
  const width = BigInt(bits);
  const ratio = ((m - power) << width) / (m + power);
  const square = (ratio * ratio) >> width;
  let sum = ratio;
  let odd = ratio;
  for (let n = 3n; odd !== 0n && odd !== -1n; n += 2n) {
    odd = (odd * square) >> width;
    sum += odd / n;
  }
  return first + 2n * sum;
}

export function sinNear(x: bigint, bits: number): bigint {
  return alternating(x, x, bits, 2n);
}

export function cosNear(x: bigint, bits: number): bigint {
  return alternating(1n << BigInt(bits), x, bits, 1n);
}

/** first · (1 − x²/n(n + 1) + …) */
function alternating(first: bigint, x: bigint, bits: number, from: bigint): bigint {
  const width = BigInt(bits);
  const square = (x * x) >> width;
  let sum = first;
  let term = first;
  for (let n = from; term !== 0n && term !== -1n; n += 2n) {
    term = -((term * square) >> width) / (n * (n + 1n));
    sum += term;
  }
  return sum;
}

/** artanh(1/n), or arctan, over 2^bits. */
function arcOfInverse(n: bigint, bits: number, turns: 1n | -1n): bigint {
  let power = (1n << BigInt(bits)) / n;
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = (turns * power) / (n * n);
    sum += power / k;
  }
  return sum;
}

/** Machin: π = 16 arctan 1/5 − 4 arctan 1/239 */
export function piOver(bits: number): bigint {
  const wide = bits + 16;
  const arcs = 16n * arcOfInverse(5n, wide, -1n) - 4n * arcOfInverse(239n, wide, -1n);
  return arcs >> 16n;
}

/** ln 2 = 18 artanh 1/26 − 2 artanh 1/4801 + 8 artanh 1/8749 */
export function lnTwoOver(bits: number): bigint {
  const wide = bits + 16;
  const arcs =
    18n * arcOfInverse(26n, wide, 1n) -
    2n * arcOfInverse(4801n, wide, 1n) +
    8n * arcOfInverse(8749n, wide, 1n);
  return arcs >> 16n;
}
