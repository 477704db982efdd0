import { expect, it } from "vitest";
import { DerivationError } from "../../../../src/lesson/derive/derivationError.js";
import { testDerivation, type DerivationSpec } from "../../../../src/lesson/derive/derive.js";
import * as notation from "../../../../src/lesson/expression/index.js";
import type { Quantity } from "../../../../src/lesson/expression/quantity.js";
import handedOver from "./claims.json" with { type: "json" };
import gallery from "./gallery.json" with { type: "json" };
import overclaims from "./overclaims.json" with { type: "json" };
import own from "./ownClaims.json" with { type: "json" };

export interface Claim {
  readonly id: string;
  readonly quantities: Readonly<Record<string, string>>;
  readonly where?: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * True as they are meant, and refused all the same, with what to write instead: `cases` is an inequality (Huber's loss is
 * above its smooth copy); the other two are bounds without {equal at …}.
 */
export const refusedWithAdvice: Readonly<Record<string, RegExp>> = {
  "cases": /the two lines differ/,
  "max-over-vector": /if it never is, write <\. The two lines met at no point that was tried/,
  "norm1": /\{equal at q = p\}.* They meet at D = 1, x = \[/,
};

const list = (claims: unknown): readonly Claim[] => claims as readonly Claim[];

export const falseClaims: readonly Claim[] = list([
  ...handedOver.falseAccepted,
  ...own.false,
  ...overclaims,
]);
/** True steps of other fields, which the manual names. */
export const galleryClaims: readonly Claim[] = list(gallery);
export const trueClaims: readonly Claim[] = list([
  ...handedOver.trueRefused,
  ...own.true,
  ...gallery,
]).filter(({ id }) => refusedWithAdvice[id] === undefined);
export const advisedClaims: readonly Claim[] = list(handedOver.trueRefused).filter(
  ({ id }) => refusedWithAdvice[id] !== undefined,
);

/** `simplex("K", {"open":true})` as the quantity of that name. */
function quantity(text: string): Quantity {
  const [, name = "", list] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? [];
  const made = (notation as unknown as Readonly<Record<string, unknown>>)[name];
  if (list === undefined) return made as Quantity;
  return (made as (...args: unknown[]) => Quantity)(...(JSON.parse(`[${list}]`) as unknown[]));
}

/** A claim as a derivation of one step or more. */
export function derivationOf({ id, quantities, where, text }: Claim): DerivationSpec {
  return {
    anchor: /^[a-z]/.test(id) ? id.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-") : "claim",
    ...(where === undefined ? {} : { where }),
    quantities: Object.fromEntries(
      Object.entries(quantities).map(([name, words]) => [name, quantity(words)]),
    ),
    text: `A claim\n${text}`,
  };
}

export function testClaim(claim: Claim, seed = 1): void {
  testDerivation({ ...derivationOf(claim), seed });
}

export function testThatFalseAreRefused(claims: readonly Claim[]): void {
  for (const claim of claims) {
    it(`${claim.id} is refused`, () => {
      expect(() => {
        testClaim(claim);
      }).toThrow(DerivationError);
    });
  }
}

export function testThatTrueAreAccepted(claims: readonly Claim[]): void {
  for (const claim of claims) {
    it(`${claim.id} is accepted`, () => {
      expect(() => {
        testClaim(claim);
      }).not.toThrow();
    });
  }
}
