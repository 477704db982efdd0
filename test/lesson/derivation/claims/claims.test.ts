import { describe, expect, it } from "vitest";
import { DerivationError } from "../../../../src/lesson/derive/derivationError.js";
import { testDerivation } from "../../../../src/lesson/derive/derive.js";
import * as notation from "../../../../src/lesson/expression/index.js";
import type { Quantity } from "../../../../src/lesson/expression/quantity.js";
import claims from "./claims.json" with { type: "json" };
import overclaims from "./overclaims.json" with { type: "json" };

interface Claim {
  readonly id: string;
  readonly quantities: Readonly<Record<string, string>>;
  readonly text: string;
}

/** `simplex("K", {"open":true})` as the quantity of that name. */
function quantity(text: string): Quantity {
  const [, name = "", list] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? [];
  const made = (notation as unknown as Readonly<Record<string, unknown>>)[name];
  if (list === undefined) return made as Quantity;
  return (made as (...args: unknown[]) => Quantity)(...(JSON.parse(`[${list}]`) as unknown[]));
}

function test({ quantities, text }: Claim): void {
  testDerivation({
    anchor: "claim",
    quantities: Object.fromEntries(
      Object.entries(quantities).map(([name, words]) => [name, quantity(words)]),
    ),
    text: `A claim\n${text}`,
  });
}

/** True, and not yet accepted: notation that is not known. */
const stillRefused = new Set([
  "nabla",
  "schur-block",
  "trace",
  "gauss-mills",
  "erf-name",
  "gamma-fn",
  "gumbel-max",
  "zeta-eta",
  "cases",
  "max-over-vector",
  "norm1",
  "prod-deriv0",
]);
const expected = (set: ReadonlySet<string>, claim: Claim): typeof it | typeof it.fails =>
  set.has(claim.id) ? it.fails : it;

describe("a false step is refused", () => {
  for (const claim of [
    ...claims.falseAccepted,
    ...overclaims.false,
  ] as unknown as readonly Claim[]) {
    it(claim.id, () => {
      expect(() => {
        test(claim);
      }).toThrow(DerivationError);
    });
  }
});

describe("a true step is accepted", () => {
  for (const claim of [...claims.trueRefused, ...overclaims.true] as unknown as readonly Claim[]) {
    expected(stillRefused, claim)(claim.id, () => {
      expect(() => {
        test(claim);
      }).not.toThrow();
    });
  }
});
