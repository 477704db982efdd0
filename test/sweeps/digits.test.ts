import { expect, it } from "vitest";
import { accuracyOnDigits } from "../learn/training/accuracyOnDigits.js";

it("digits are read with at least 97 % accuracy on unseen images", async () => {
  expect(await accuracyOnDigits({ hidden: 48, epochs: 20 })).toBeGreaterThanOrEqual(0.97);
});
