import { expect, it } from "vitest";
import { drawPairs, tally } from "../math/distributions/pairs.js";

it("the bounds of 2,000 integrals and sums hold against their closed forms", () => {
  const { broken, refused } = tally(drawPairs(2, 2000));
  expect(broken).toEqual([]);
  // Betas whose mass lies nearer to 1 than doubles do.
  expect(refused.length).toBeLessThanOrEqual(20);
});
