import { rng } from "../../../src/math/random/index.js";
import type { DerivationSpec } from "../../../src/lesson/derive/derive.js";

const token = /\s+|\d+(?:\.\d+)?|[\p{L}\p{M}][\p{L}\p{M}\p{Nd}_]*|\.\.|./gu;
const strangers =
  "[ ] ( ) | ‖ ^ ² ᵀ Σ[k=1..K] ∞ d/dx E[x~ / − + = ≤ ; { } {uses p} {equal O(x) min[x] ∫[x=0..1] ∇[w] if else ! ½ , ~ .. argmin[x] 0 1e400 # →[x→0] =[x→0] ∝[p] tr inv softmax mvnormal size".split(
    " ",
  );

/** Derivations of which tokens are lost, put in, exchanged or replaced by others: what an author may type by mistake. */
export function changedSources(
  specs: readonly DerivationSpec[],
  count: number,
  seed: number,
): DerivationSpec[] {
  const random = rng(seed);
  const one = <Part>(list: readonly Part[]): Part => list[random.integer(list.length)]!;
  return Array.from({ length: count }, () => {
    const spec = one(specs);
    const lines = spec.text.split("\n");
    const at = 1 + random.integer(Math.max(1, lines.length - 1));
    const tokens = (lines[at] ?? "").match(token) ?? [""];
    for (let edits = 1 + random.integer(2); edits > 0; edits--) {
      const [i, j] = [random.integer(tokens.length), random.integer(tokens.length)];
      const way = random.integer(4);
      if (way === 0 && tokens.length > 1) tokens.splice(i, 1);
      else if (way === 1) tokens.splice(i, 0, one([one(strangers), one(tokens)]));
      else if (way === 2) [tokens[i], tokens[j]] = [tokens[j]!, tokens[i]!];
      else tokens[i] = one(strangers);
    }
    lines[at] = tokens.join("");
    return { ...spec, text: lines.join("\n"), points: 20 };
  });
}
