import type { DerivationSpec, DeriveOptions } from "../../../../src/lesson/derive/derive.js";
import type { Quantity } from "../../../../src/lesson/expression/quantity.js";

/** Written as `derive` is in a notebook; gives the text and its declarations instead of testing them. */
export function derivation(
  anchor: string,
  quantities: Readonly<Record<string, Quantity>>,
  options: DeriveOptions = {},
): (strings: TemplateStringsArray) => DerivationSpec {
  return (strings) => ({ anchor, quantities, ...options, text: String.raw({ raw: strings.raw }) });
}
