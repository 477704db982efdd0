import { describe } from "vitest";
import {
  falseClaims,
  testThatFalseAreRefused,
  testThatTrueAreAccepted,
  trueClaims,
} from "../lesson/derivation/claims/claim.js";
import { sampled } from "../sample.js";

describe("a false step", () => {
  testThatFalseAreRefused(sampled(falseClaims, 60, ({ id }) => id));
});

describe("a true step", () => {
  testThatTrueAreAccepted(sampled(trueClaims, 30, ({ id }) => id));
});
