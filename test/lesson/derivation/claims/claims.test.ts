import { describe, expect, it } from "vitest";
import { spread } from "../../../sample.js";
import {
  advisedClaims,
  falseClaims,
  refusedWithAdvice,
  testClaim,
  testThatFalseAreRefused,
  testThatTrueAreAccepted,
  trueClaims,
} from "./claim.js";

// All of them: test/sweeps/claims.test.ts.
describe("a false step", () => {
  testThatFalseAreRefused(spread(falseClaims, 14));
});

describe("a true step", () => {
  testThatTrueAreAccepted(spread(trueClaims, 6));

  for (const claim of advisedClaims) {
    it(`${claim.id} is refused with advice`, () => {
      expect(() => {
        testClaim(claim);
      }).toThrow(refusedWithAdvice[claim.id]);
    });
  }
});
