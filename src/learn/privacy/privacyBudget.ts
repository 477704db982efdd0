import { checkPositive, checkString } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";

/** What has been spent on one data set: releases on the same data add up. */
export interface PrivacyBudget {
  readonly total: number;
  readonly spent: number;
  readonly remaining: number;
  readonly entries: readonly { readonly epsilon: number; readonly purpose: string }[];
  /** Books ε, or throws a DomainError and books nothing if less is left. */
  spend(epsilon: number, purpose?: string): void;
}

/**
 * A budget of ε for one data set. By sequential composition the ε of all releases add up.
 *
 *     const budget = privacyBudget(1);
 *     fitPrivately(rows, labels, { epsilon: 0.5, budget, … });
 *     budget.remaining; // 0.5
 *
 * Source  Dwork & Roth, The Algorithmic Foundations of Differential Privacy (2014), theorem 3.14.
 */
export function privacyBudget(total: number): PrivacyBudget {
  checkPositive("total", total);
  const entries: { epsilon: number; purpose: string }[] = [];
  const spent = (): number => entries.reduce((sum, entry) => sum + entry.epsilon, 0);
  return {
    total,
    entries,
    get spent() {
      return spent();
    },
    get remaining() {
      return Math.max(total - spent(), 0);
    },
    spend(epsilon, purpose = "release") {
      checkPositive("epsilon", epsilon);
      checkString("purpose", purpose);
      // Ten times 0.1 is 1: rounding must not refuse the last tenth.
      if (spent() + epsilon > total * (1 + 1e-12)) {
        throw new DomainError(
          `the budget must cover epsilon ${epsilon} for "${purpose}", but ${Number(Math.max(total - spent(), 0).toPrecision(6))} of ${total} is left`,
        );
      }
      entries.push({ epsilon, purpose });
    },
  };
}
