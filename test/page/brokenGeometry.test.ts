import { expect, it } from "vitest";
import { isBrokenGeometry } from "../../src/page/reader/brokenGeometry.js";

it.each([
  ["d", "MNaN,342.0Z"],
  ["x", "NaN"],
  ["x", NaN],
  ["transform", "rotate(0,NaN,9)"],
  ["transform", "translate(undefined,3)"],
  ["height", Infinity],
  ["width", -1],
  ["rx", "-0.5"],
])("%s=%s is kept out", (name, value) => expect(isBrokenGeometry(name, value)).toBe(true));

it.each([
  ["d", "M0,0L1e-7,3Z"],
  ["x", -4],
  ["y", "1.2em"],
  ["width", "100%"],
  ["height", 0],
  ["transform", "translate(-3,4)"],
  // Words of a figure, and of whoever wrote it.
  ["data-unformatted", "NaN"],
  ["data-math", "Infinity"],
  ["class", "undefined"],
])("%s=%s is set", (name, value) => expect(isBrokenGeometry(name, value)).toBe(false));
