import type { Approach } from "./trend.js";
import type { Space } from "./space.js";
import type { Line } from "./line.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import type { WideNumber } from "../expression/wideNumber.js";
import { isInside } from "../expression/domain.js";
import { hasRangeIn } from "../expression/hasRangeIn.js";
import type { Environment } from "../expression/scope.js";
import type { Quantity } from "../expression/quantity.js";

/** How a quantity comes near a place: the ways there, and what it is at a place on one of them. */
export interface Journey {
  /** The places of a whole number double, since a sum must be computed at each. */
  readonly isLong: boolean;
  /** Undefined where the place has no value at this point; empty where the quantity cannot come near it. */
  waysTo(environment: Environment): readonly Approach[] | undefined;
  valueAt<T>(F: Arithmetic<T>, place: WideNumber, drawn: unknown): unknown;
}

/** The journey of a quantity to its limit, or in words, why there is none. */
export function journeyOf(
  space: Space,
  variable: string,
  target: number | Line,
  lines: readonly Line[],
): Journey | string {
  const F = space.arithmetics.decimal;
  const quantity = space.quantities.get(variable)!;
  if (typeof target !== "number" && target.names.has(variable)) {
    return `${variable} goes to what depends on ${variable}`;
  }
  const whole = quantity.type === "integer";
  const isVector = quantity.kind === "vector";
  if (!whole && !isVector && quantity.type !== "scalar") {
    return `${variable} is a ${quantity.words}, and has no limit: let a number or a vector tend to one`;
  }
  if (isVector && target !== 0) {
    return `a vector goes to 0, along the direction that was drawn: write [${variable}→0]`;
  }
  const isLong = whole && lines.some((line) => hasRangeIn(line.expanded, variable));
  const waysTo = (place: WideNumber): readonly Approach[] =>
    whole ? wholeApproaches(F, place.toNumber(), isLong) : approaches(F, quantity, place);
  // As it is written: 0.3 is three tenths, as in the lines.
  const fixed = typeof target === "number" ? waysTo(F.parse(String(target))) : undefined;
  if (fixed?.length === 0) {
    return `${variable} cannot come near ${String(target)}: it is a ${quantity.words}`;
  }
  return {
    isLong,
    waysTo: (environment) => {
      if (typeof target === "number") return fixed;
      const place = target.value(F, environment) as WideNumber;
      return place.isFinite() ? waysTo(place) : undefined;
    },
    valueAt: (G, place, drawn) => {
      if (whole) return place.toNumber();
      const length = G.parse(place.toString());
      return isVector
        ? (drawn as readonly number[]).map((x) => G.multiply(G.of(x), length))
        : length;
    },
  };
}

const exponents = [2, 4, 6, 8, 12, 16, 20];
const mantissas = ["7.3", "3.1", "5.9", "2.3", "8.7", "4.1", "6.7"];
const fartherExponents = [1e3, 1e4, 1e5, 1e6];

function wholeApproaches(F: Arithmetic<WideNumber>, target: number, isLong: boolean): Approach[] {
  if (target !== Infinity) return [];
  const sizes = isLong
    ? [26, 52, 104, 208, 416, 832, 1664]
    : [1e2, 1e4, 1e6, 1e8, 1e10, 1e12, 1e14];
  const nearness = sizes.map(Math.log10);
  // Whole powers of ten all leave the same remainder by 3: each place is two further on.
  const places = sizes.map((n, i) => F.of(isLong ? n : n + 2 * i));
  const farther = isLong ? [] : fartherExponents.map((k) => F.parse(`6.7e${k}`));
  const odd = places.map((place) => place.plus(1));
  return [
    { from: "along even numbers", places, nearness, farther },
    { from: "along odd numbers", places: odd, nearness, farther: [] },
  ];
}

function approaches(F: Arithmetic<WideNumber>, quantity: Quantity, place: WideNumber): Approach[] {
  const target = place.toNumber();
  const steps = exponents.map((k, i) => F.parse(`${mantissas[i]!}e-${k}`));
  const tiny = fartherExponents.map((k) => F.parse(`6.7e-${k}`));
  const nearness = exponents.map((k, i) => k - Math.log10(Number(mantissas[i]!)));
  const turned = (list: readonly WideNumber[]): WideNumber[] => list.map((h) => F.of(1).div(h));
  const { low = -Infinity, high = Infinity } = quantity.range ?? {};
  if (target === Infinity) {
    if (high < Infinity) return [];
    return [{ from: "towards ∞", places: turned(steps), nearness, farther: turned(tiny) }];
  }
  if (target === -Infinity) {
    if (low > -Infinity) return [];
    const minus = (list: readonly WideNumber[]): WideNumber[] =>
      turned(list).map((n) => n.negated());
    return [{ from: "towards −∞", places: minus(steps), nearness, farther: minus(tiny) }];
  }
  // A number beside 0 can be as near as one likes; beside 1 there are 60 digits.
  const side = (sign: 1 | -1): Approach => {
    const at = (h: WideNumber): WideNumber => place.plus(h.times(sign));
    const isIn = (x: WideNumber): boolean => x.gt(low) && x.lt(high);
    const kept = steps.map((h, i) => [at(h), nearness[i]!] as const).filter(([x]) => isIn(x));
    return {
      from: sign > 0 ? "from above" : "from below",
      places: kept.map(([x]) => x),
      nearness: kept.map(([, near]) => near),
      farther: target === 0 ? tiny.map(at) : [],
    };
  };
  const reach = 1e-3 * Math.max(1e-9, Math.min(1, high - low));
  return ([1, -1] as const)
    .filter((sign) => isInside(quantity, target + sign * reach))
    .map((sign) => side(sign));
}
