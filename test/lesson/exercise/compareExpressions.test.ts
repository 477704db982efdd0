import { describe, expect, it } from "vitest";
import { compareExpressions } from "../../../src/lesson/exercise/compareExpressions.js";
import { bit, nat, real, simplex } from "../../../src/lesson/expression/index.js";

const K = nat(2, 5);
const p = simplex("K", { open: true });
const q = simplex("K", { open: true });
const divergence = (answer: string) =>
  compareExpressions({
    answer,
    reference: "KL(p, q)",
    quantities: { K, p, q },
    mistakes: [{ expression: "CE(p, q)", says: "that is the cross-entropy" }],
  });
const gradient = (answer: string) =>
  compareExpressions({ answer, reference: "σ(z) − y", quantities: { z: real, y: bit } });
const said = (verdict: ReturnType<typeof gradient>): string =>
  verdict.kind === "wrong"
    ? verdict.diagnosis
    : verdict.kind === "unreadable"
      ? verdict.message
      : "right";

describe("compareExpressions", () => {
  it.each(["Σ[k=1..K] p[k] ln (p[k]/q[k])", "CE(p, q) − H(p)", "-sum[k=1..K] p[k] ln(q[k]/p[k])"])(
    "takes %s for the divergence",
    (answer) => expect(divergence(answer).kind).toBe("right"),
  );

  it.each([
    ["m²/2 + (m > 50)", "m = 1000,"],
    ["m²/2 + (m < −900) m", "m = -1000,"],
    ["{m²/2 if |m| ≤ 140; m else}", "m = 1000,"],
  ])("refuses %s, which is m²/2 where one looks first", (answer, place) => {
    const comparison = { answer, reference: "½ m²", quantities: { m: real } };
    expect(said(compareExpressions(comparison))).toContain(
      `not everywhere: at ${place} this gives`,
    );
  });

  it.each([
    ["ln(1 + e^z)", "softplus(z)"],
    ["−ln(1 − σ(z))", "softplus(z)"],
    ["(e^z − e^−z)/(e^z + e^−z)", "2 σ(2 z) − 1"],
    ["√(z²)", "|z|"],
    ["(z + 1)² − 2 z − 1", "z²"],
    ["(z² − 1)/(z − 1)", "z + 1"],
  ])("takes %s for %s, whatever it loses far out", (answer, reference) => {
    expect(compareExpressions({ answer, reference, quantities: { z: real } }).kind).toBe("right");
  });

  it("takes any form of the gradient of the binary loss", () => {
    expect(gradient("1/(1+exp(-z)) - y").kind).toBe("right");
    expect(gradient("d/dz (softplus(z) − y z)").kind).toBe("right");
  });

  it.each([
    ["KL(q, p)", /p and q have changed places/],
    ["CE(p, q)", /that is the cross-entropy/],
    ["KL(p, q)/ln 2", /in bits/],
    ["-KL(p, q)", /sign is wrong/],
    ["2 KL(p, q)", /2 times too large/],
    ["KL(p, q)/K", /At K = .* this gives/],
    ["KL(p, q) + 1", /1 too large everywhere/],
    ["p", /This is a vector/],
    ["0", /zero everywhere/],
    ["1/0", /no finite value/],
  ])("tells what is wrong with %s", (answer, sentence) =>
    expect(said(divergence(answer))).toMatch(sentence),
  );

  it.each([
    ["", /an expression is missing/],
    ["σ(z", /“\)” was expected/],
    ["sigmod(z) - y", /did you mean sigmoid\?[\s\S]*\n\s+\^/],
    ["yz", /did you mean y z\?/],
    ["9".repeat(1_000_000), /at most 2000 characters/],
    ["Σ[k=1..9] y[k]", /does not take an index/],
    ["(".repeat(500), /was expected/],
    ["NaN", /unknown name/],
  ])("answers unreadable text with a sentence", (answer, sentence) => {
    expect(gradient(answer).kind).toBe("unreadable");
    expect(said(gradient(answer))).toMatch(sentence);
  });
});
