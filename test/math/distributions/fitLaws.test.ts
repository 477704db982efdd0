// All families with a fit, and a few of them seen through limits; all of those: test/sweeps/fitLaws.test.ts.
import { describe, it } from "vitest";
import { spread } from "../../sample.js";
import { familyFits, limitedFits, smoothFamilies } from "./fitCases.js";
import { expectLawsOfFits } from "./fitLaws.js";

describe("weights, order, equal data and odd options", () => {
  it.each(familyFits().map((one) => [one.name, one] as const))("%s", (_, one) => {
    expectLawsOfFits(one);
  });

  const few = ["normal", "weibull", "negativeBinomial", ...spread(smoothFamilies, 2)];
  it.each([...new Set(few)].flatMap(limitedFits).map((one) => [one.name, one] as const))(
    "%s",
    (_, one) => {
      expectLawsOfFits(one);
    },
  );
});
