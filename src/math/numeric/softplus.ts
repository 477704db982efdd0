import { checkIsNumber } from "./checks.js";
/**
 * ln(1 + eᶻ), on the branch that never subtracts: z + ln(1 + e⁻ᶻ) for z > 0, ln(1 + eᶻ) otherwise.
 *
 * Exact to the last bits for every z: softplus(−∞) is 0, softplus(+∞) is +Infinity.
 * Source  Mächler, "Accurately computing log(1 − exp(−|a|))" (2012), R package Rmpfr.
 */
export function softplus(z: number): number {
  checkIsNumber("z", z);
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}
