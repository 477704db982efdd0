import { describeValue } from "../numeric/checks.js";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { DomainError } from "../numeric/domainError.js";

/** A source of random numbers that a caller passes on; the same seed gives the same numbers. */
export interface Rng {
  /** A number in [0, 1), from 53 random bits. */
  uniform(): number;
  /** An integer in 0 … n − 1, each as likely as the others. */
  integer(n: number): number;
  /** A standard normal number. */
  normal(): number;
  /**
   * A sub-stream of its own, named by a number or a text. It depends on the seed and the label
   * alone, not on what was drawn before, so that work may be done in any order or in parallel.
   */
  split(label: number | string): Rng;
}

/** Four 32-bit words that name a stream. */
type Key = readonly [number, number, number, number];

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function scramble(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Mixes words into a key, one after the other; each word of the key gets its own odd offset. */
function mix(key: Key, words: readonly number[]): Key {
  const state = [...key] as [number, number, number, number];
  for (const word of words) {
    for (let i = 0; i < 4; i++) {
      const neighbour = state[(i + 3) & 3]!;
      state[i] = scramble(
        (state[i]! ^ word) + Math.imul(neighbour | 1, 0x9e3779b9) + i * 0x6a09e667,
      );
    }
  }
  return state;
}

/** The 64 bits of a number as two words, so that 0.5 and 0 are different labels. */
function wordsOfNumber(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return [1, view.getInt32(0), view.getInt32(4)];
}

function wordsOf(label: number | string): number[] {
  if (typeof label === "number") return wordsOfNumber(label);
  return [2, label.length, ...Array.from(label, (_, i) => label.charCodeAt(i))];
}

function stream(key: Key): Rng {
  // An all-zero state would stay zero for ever.
  const state = key.every((word) => word === 0) ? [1, 2, 3, 4] : [...key];
  const generator = xoroshiro128plusFromState(state);
  let spare: number | undefined;

  const uniform = (): number => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };

  return {
    uniform,
    integer(n) {
      if (!(Number.isSafeInteger(n) && n >= 1)) {
        throw new DomainError(`n must be a positive integer, got ${describeValue(n)}`);
      }
      return uniformInt(generator, 0, n - 1);
    },
    // Marsaglia's polar method: a point uniform in the disc gives two independent normals.
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const square = u * u + v * v;
        if (square >= 1 || square === 0) continue;
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        spare = v * factor;
        return u * factor;
      }
    },
    split(label) {
      return stream(mix(key, [3, ...wordsOf(label)]));
    },
  };
}

/**
 * A seeded source of random numbers: xoroshiro128+ with 53-bit uniforms.
 *
 *     const random = rng(42);
 *     random.uniform();           // the same number on every run
 *     random.split("validation"); // a stream of its own
 *
 * Errors  DomainError if the seed is not a finite number.
 * Source  D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators" (2021), by `pure-rand`.
 */
export function rng(seed: number): Rng {
  if (!Number.isFinite(seed))
    throw new DomainError(`seed must be a finite number, got ${describeValue(seed)}`);
  return stream(mix([0x243f6a88, 0x85a308d3 | 0, 0x13198a2e, 0x03707344], wordsOfNumber(seed)));
}
