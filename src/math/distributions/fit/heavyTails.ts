import { DomainError } from "../../numeric/domainError.js";
import { checkSpread, type WeightedData } from "./data.js";
import { weightedQuantile } from "./weightedQuantile.js";

/** The median and the mean distance from it. */
export function startOf(checked: WeightedData, name: string): { location: number; scale: number } {
  const location = weightedQuantile(checked.data, checked.weights, 0.5);
  const scale = checked.average((x) => Math.abs(x - location));
  checkSpread(checked, scale, name);
  return { location, scale };
}

/** The share of the weight that the most frequent datum has. */
export function tiedShare({ data, weights, totalWeight }: WeightedData): number {
  const held = new Map<number, number>();
  for (let i = 0; i < data.length; i++) {
    held.set(data[i]!, (held.get(data[i]!) ?? 0) + weights[i]!);
  }
  let most = 0;
  for (const weight of held.values()) most = Math.max(most, weight);
  return most / totalWeight;
}

/** With a share of ν/(ν + 1) at one place the likelihood does not fall as the scale goes to 0. */
export function refuseTies(name: string): never {
  throw new DomainError(
    `data must not sit on so few values to fit ${name}: the scale shrinks to 0`,
  );
}

/** Location and scale for a known ν, by expectation–maximisation: far data get small weights. */
export function fitForDegrees(
  checked: WeightedData,
  nu: number,
  start: { location: number; scale: number },
  name: string,
): { location: number; scale: number } {
  let { location, scale } = start;
  for (let round = 0; round < 2000; round++) {
    const weight = (x: number): number => (nu + 1) / (nu + ((x - location) / scale) ** 2);
    const total = checked.average(weight);
    const next = checked.average((x) => weight(x) * x) / total;
    // Divided by the mean weight too (Kent, Tyler & Vardi 1994): the same limit, far sooner.
    const spread = Math.sqrt(checked.average((x) => weight(x) * (x - next) ** 2) / total);
    if (!(spread > 1e-12 * start.scale)) {
      refuseTies(name);
    }
    const settled =
      Math.abs(spread - scale) <= 1e-12 * spread && Math.abs(next - location) <= 1e-12 * spread;
    location = next;
    scale = spread;
    if (settled) break;
  }
  return { location, scale };
}
