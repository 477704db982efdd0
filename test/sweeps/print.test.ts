import { describe } from "vitest";
import type { DerivationSpec } from "../../src/lesson/derive/derive.js";
import { derivationOf, galleryClaims } from "../lesson/derivation/claims/claim.js";
import { corpus } from "../lesson/derivation/corpus/index.js";
import { testThatPrintMeansWhatWasTested } from "../lesson/derivation/readsBackEverywhere.js";

// By its address, since the script has no types.
const script = new URL("../../scripts/loadDerivations.mjs", import.meta.url).href;
const { loadDerivations } = (await import(script)) as {
  loadDerivations: () => Promise<{
    readonly derivations: readonly { readonly from: string; readonly spec: DerivationSpec }[];
  }>;
};
const { derivations } = await loadDerivations();

describe("every line in print is what was tested, in the corpus", () => {
  testThatPrintMeansWhatWasTested(corpus);
});

describe("every line in print is what was tested, in the gallery", () => {
  testThatPrintMeansWhatWasTested(galleryClaims.map(derivationOf));
});

describe("every line in print is what was tested, in the notebooks", () => {
  testThatPrintMeansWhatWasTested(
    derivations.filter(({ from }) => from !== "corpus").map(({ spec }) => spec),
  );
});
