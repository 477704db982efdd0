/** The first 64 primes: the constants of the standard are the fractions of their square and cube roots. */
const primes: number[] = [];
for (let n = 2; primes.length < 64; n++)
  if (primes.every((prime) => n % prime !== 0)) primes.push(n);
const fraction = (x: number): number => ((x - Math.floor(x)) * 2 ** 32) | 0;
const roundConstants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
const encoder = new TextEncoder();
const words = new Int32Array(64);

/**
 * SHA-256 of a text in UTF-8, in hexadecimal (FIPS 180-4). For names of things, where `node:crypto` is not and
 * `crypto.subtle`, which answers later, will not do.
 */
export function sha256(text: string): string {
  const message = encoder.encode(text);
  const state = start.slice();
  const whole = message.length & ~63;
  for (let at = 0; at < whole; at += 64) addBlock(state, message, at);
  const rest = message.length - whole;
  const last = new Uint8Array(rest < 56 ? 64 : 128);
  last.set(message.subarray(whole));
  last[rest] = 0x80;
  const length = new DataView(last.buffer);
  length.setUint32(last.length - 8, Math.floor(message.length / 2 ** 29));
  length.setUint32(last.length - 4, (message.length * 8) >>> 0);
  for (let at = 0; at < last.length; at += 64) addBlock(state, last, at);
  let digest = "";
  for (const word of state) digest += (word >>> 0).toString(16).padStart(8, "0");
  return digest;
}

/** One variable for each word of the state: arrays that change places take several times as long. */
function addBlock(state: Int32Array, bytes: Uint8Array, from: number): void {
  for (let t = 0, at = from; t < 16; t++, at += 4)
    words[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  for (let t = 16; t < 64; t++) {
    const x = words[t - 15]!;
    const y = words[t - 2]!;
    const small = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const large = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    words[t] = words[t - 16]! + small + words[t - 7]! + large;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let t = 0; t < 64; t++) {
    const sumE = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sumE + choice + roundConstants[t]! + words[t]!) | 0;
    const sumA = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sumA + majority) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}
