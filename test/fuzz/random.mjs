// The chance of the fuzz: its own small generator, so that a call is repeated by its two numbers alone.

/** Numbers in [0, 1) by a seed: mulberry32. */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The generator of call `index` of run `seed`. */
export function generatorOf(seed, index) {
  const mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  return generator(mixed ^ (mixed >>> 15));
}

export const pick = (random, list) => list[Math.floor(random() * list.length)];
export const whole = (random, least, most) => least + Math.floor(random() * (most - least + 1));
export const between = (random, least, most) => least + random() * (most - least);
