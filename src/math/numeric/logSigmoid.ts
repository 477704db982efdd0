import { checkIsNumber } from "./checks.js";
import { softplus } from "./softplus.js";

/**
 * ln σ(z) = −softplus(−z): log σ(−32) is −32.000000000000014, log σ(100) is −3.7e-44, not 0.
 *
 * Source  Bishop, PRML (2006), §4.3.2; the same function as scipy.special.log_expit.
 */
export function logSigmoid(z: number): number {
  checkIsNumber("z", z);
  return -softplus(-z);
}
