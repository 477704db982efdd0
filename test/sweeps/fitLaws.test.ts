// Every family with a fit seen through limits; a few of them are in test/math/distributions/fitLaws.test.ts.
import { describe, it } from "vitest";
import { limitedFits, smoothFamilies } from "../math/distributions/fitCases.js";
import { expectLawsOfFits } from "../math/distributions/fitLaws.js";

describe("weights, order, equal data and odd options", () => {
  it.each(smoothFamilies.flatMap(limitedFits).map((one) => [one.name, one] as const))(
    "%s",
    (_, one) => {
      expectLawsOfFits(one);
    },
  );
});
