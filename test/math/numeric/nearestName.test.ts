import { describe, expect, it } from "vitest";
import { checkOptions } from "../../../src/math/numeric/checks.js";
import { nearestName, unknownName } from "../../../src/math/numeric/nearestName.js";

describe("nearestName", () => {
  it.each([
    ["pengiuns", "penguins"], // neighbours swapped: one slip
    ["BodyMassG", "body_mass_g"], // case and punctuation do not count
    ["sigmod", "sigmoid"],
    ["ag", "age"],
    ["nmae", "name"], // a swap is one slip, wherever it is
    ["anme", "name"],
    ["naem", "name"],
    ["maximumIteration", "maximumIterations"],
  ])("%s is near %s", (wrong, right) => {
    expect(nearestName(wrong, ["weight", right, "q"])).toBe(right);
  });

  it.each([
    ["x", ["y"]],
    ["mode", ["node_b"]], // two slips are too many for four letters
    ["ab", ["cd", "p"]],
    ["C", ["l2", "intercept", "method"]],
    ["zzzz", ["iris", "penguins"]],
  ])("%s is near none of %s", (wrong, names) => {
    expect(nearestName(wrong, names)).toBeUndefined();
  });

  it("takes the nearest of several, not the first", () => {
    expect(nearestName("lenght", ["lengthen", "length"])).toBe("length");
  });

  it("is what unknown names and options are told by", () => {
    expect(unknownName("column", "lenght", ["length"])).toBe(
      'there is no column "lenght"; did you mean "length"?',
    );
    expect(unknownName("column", "foo", ["length"])).toBe(
      'there is no column "foo"; there are: length',
    );
    expect(() => checkOptions("huber", { detla: 1 }, ["delta"])).toThrow(
      'huber knows the options delta, got "detla"; did you mean "delta"?',
    );
  });
});
