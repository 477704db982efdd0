import type { Arithmetic } from "./arithmetic.js";
import { decimalArithmetic, longArithmetic } from "./decimalArithmetic.js";
import { TermBudget } from "./effort.js";
import { floatArithmetic } from "./floatArithmetic.js";
import type { WideNumber } from "./wideNumber.js";

/** The arithmetics that a derivation, or a reader's answer, is computed in: each keeps its own account of losses. */
export interface Arithmetics {
  readonly float: Arithmetic<number>;
  /** 60 digits: the second opinion. */
  readonly decimal: Arithmetic<WideNumber>;
  /** 1000 digits: asked at extremes, where 60 may have lost a difference. */
  readonly long: Arithmetic<WideNumber>;
}

/** New ones, with nothing lost yet; all three spend of one budget of terms. */
export function newArithmetics(budget = new TermBudget()): Arithmetics {
  return {
    float: floatArithmetic(budget),
    decimal: decimalArithmetic(budget),
    long: longArithmetic(budget),
  };
}
