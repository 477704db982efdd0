// What holds of every fit, whatever it fits.
import { expect } from "vitest";
import { DomainError } from "../../../src/math/numeric/domainError.js";
import type { FitCase, Fitted } from "./fitCases.js";

/** The fits whose width is a choice by the number of data: a weight is no count to them. */
const BY_COUNT: readonly string[] = ["histogram", "kernelDensity"];

function expectSame({ places }: FitCase, a: Fitted, b: Fitted, law: string): void {
  places.forEach((x, i) => {
    const [given, wanted] = [a.logProb(x), b.logProb(x)];
    expect(Number.isNaN(wanted), `${law}: NaN`).toBe(false);
    if (given === wanted) return;
    const error = Math.abs(given - wanted) / Math.max(1, Math.abs(wanted));
    expect(error, `${law}, place ${i}: ${given} against ${wanted}`).toBeLessThan(1e-9);
  });
}

/** What tells the tails is cut off: the likelihood rises until a parameter is at its edge. */
const WITHOUT_MAXIMUM: readonly string[] = ["truncated(studentT)", "truncated(inverseGamma)"];

/** Weights, order, equal data and odd options, for one fit. */
export function expectLawsOfFits(one: FitCase): void {
  const { name, data, wild, constant, fit } = one;
  const ones = data.map(() => 1);
  if (WITHOUT_MAXIMUM.includes(name)) {
    const reason = `the fit of ${name} has no maximum that can be found`;
    expect(() => fit(data)).toThrow(reason);
    expect(() => fit([wild, ...data], [0, ...ones])).toThrow(reason);
    return;
  }
  const plain = fit(data);
  expectSame(one, fit([wild, ...data, wild], [0, ...ones, 0]), plain, "weight 0");
  expectSame(one, fit([...data].reverse(), ones), plain, "another order");
  const weights = data.map((_, n) => 1 + (n % 3));
  if (!BY_COUNT.includes(name)) {
    const repeated = data.flatMap((x, n) => Array.from({ length: weights[n]! }, () => x));
    expectSame(one, fit(data, weights), fit(repeated), "a weight is so many data");
  }
  const thousandfold = weights.map((w) => 1000 * w);
  expectSame(one, fit(data, thousandfold), fit(data, weights), "a common factor of the weights");
  try {
    const p = fit(constant);
    expect(Number.isNaN(p.logProb(constant[0])), "NaN of equal data").toBe(false);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    const { message } = error as Error;
    expect(message).toMatch(/^(data|the fit of)/);
    // Under its own name, not that of a family it is made of.
    const named = /to fit (\w+)/.exec(message)?.[1];
    if (named !== undefined) expect(name).toMatch(new RegExp(`(^|\\()${named}\\)?$`));
  }
  expect(() => fit(data, ones, { flibbity: 1 })).toThrow(/got "flibbity"/);
  expect(() => fit([], undefined)).toThrow("data must not be empty");
  expect(() => fit(data, [...ones, 1])).toThrow(/weights must have the length of data/);
}
