import { describe, expect, it } from "vitest";
import {
  DomainError,
  log1mExp,
  logSigmoid,
  relEntr,
  sigmoid,
  softplus,
  xLog1pY,
  xLogY,
} from "../../../../src/math/numeric/index.js";
import * as special from "../../../../src/math/numeric/special/index.js";

const functions = {
  ...special,
  log1mExp,
  logSigmoid,
  relEntr,
  sigmoid,
  softplus,
  xLog1pY,
  xLogY,
} as unknown as Readonly<Record<string, (...numbers: number[]) => number>>;

describe("a function of numbers", () => {
  it.each(Object.entries(functions).filter(([name]) => name !== "integrate"))(
    "%s takes nothing else for one",
    (name, f) => {
      const numbers = Array.from({ length: f.length }, () => 0.4);
      if (name === "besselIScaled") numbers[0] = 1;
      if (name === "log1mExp") numbers[0] = -0.4;
      expect(f(...numbers)).toEqual(expect.any(Number));
      for (const place of numbers.keys())
        for (const other of ["0.4", [0.4], null, undefined, true, 1n, { valueOf: () => 0.4 }]) {
          const given: unknown[] = [...numbers];
          given[place] = other;
          expect(() => f(...(given as number[])), `${place}`).toThrow(DomainError);
        }
    },
  );
});
