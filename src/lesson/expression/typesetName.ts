// TeX of names.
const greek: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu " +
    "ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega Γ Gamma Δ Delta " +
    "Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega ℓ ell"
  )
    .split(" ")
    .reduce<[string, string][]>((pairs, word, i, all) => {
      if (i % 2 === 0) pairs.push([word, `\\${all[i + 1]!}`]);
      return pairs;
    }, []),
);
const accents: Readonly<Record<string, string>> = {
  "\u0302": "hat",
  "\u0304": "bar",
  "\u0303": "tilde",
  "\u0307": "dot",
};
const subscriptDigits = "₀₁₂₃₄₅₆₇₈₉";

/** TeX of a name: `μ_0` → `\mu_{0}`, `ŷ` → `\hat{y}`, `margin` → `\mathrm{margin}`. */
export function typesetName(name: string): string {
  const { base, subscript } = splitName(name);
  return subscript === "" ? base : `${base}_{${subscript}}`;
}

/** Two names that nobody can tell apart in print, such as x1 and x_1, or a Greek Α beside A; undefined where there are none. */
export function printedAlike(names: readonly string[]): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const name of names) {
    const printed = [...typesetName(name)].map((sign) => twins[sign] ?? sign).join("");
    const other = seen.get(printed);
    if (other !== undefined && other !== name) return [other, name];
    seen.set(printed, name);
  }
  return undefined;
}

/** Greek and Cyrillic letters that are drawn like Latin ones. */
const twins: Readonly<Record<string, string>> = Object.fromEntries(
  "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOοoΡPΤTΥYΧXАAВBЕEКKМMНHОOРPСCТTХXаaеeоoрpсcуyхxіiјj"
    .match(/../gu)!
    .map((pair) => [...pair] as [string, string]),
);

/** A name as TeX, its subscript apart: an index joins it. */
export function splitName(name: string): { readonly base: string; readonly subscript: string } {
  const match = /^(.*?)(?:_([\p{L}\p{Nd}]+)|([₀-₉]+))?(['′]*)$/u.exec(name.normalize("NFD"))!;
  const [, body = "", worded, digits, primes = ""] = match;
  const letters = /^(\p{L})(\p{M}?)(\d*)$/u.exec(body);
  let base: string;
  let trailing = "";
  if (letters === null) base = `\\mathrm{${body}}`;
  else {
    const [, letter = "", mark = "", number = ""] = letters;
    base = greek[letter] ?? letter;
    if (accents[mark] !== undefined) base = `\\${accents[mark]}{${base}}`;
    trailing = number;
  }
  const subscript =
    worded !== undefined
      ? [...worded].length > 1 && !/^\d+$/.test(worded)
        ? `\\mathrm{${worded}}`
        : (greek[worded] ?? worded)
      : [...(digits ?? "")].map((digit) => subscriptDigits.indexOf(digit)).join("") || trailing;
  return { base: base + "'".repeat([...primes].length), subscript };
}
