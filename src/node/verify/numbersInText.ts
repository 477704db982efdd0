/** A number as it stands in a text. */
export interface PrintedNumber {
  readonly value: number;
  /** One unit of its last printed digit; 0 for a short whole number, which is a count and not a rounded value. */
  readonly unit: number;
  readonly text: string;
}

export interface TextAndNumbers {
  /** What stands before, between and after the numbers: one more than there are numbers. */
  readonly words: readonly string[];
  readonly numbers: readonly PrintedNumber[];
}

// The colour #009e73 holds no 9·10⁷³, whose tolerance would let every number beside it pass.
const pattern =
  /(?:(?<![\p{L}\p{N}_.])[-−+])?(?<!#[\dA-Fa-f]{0,7})(?:\d+(?:\.\d+)?|(?<![\p{L}\p{N}_])\.\d+)(?:[eE][-+−]?\d+)?/gu;

/** Whole numbers with fewer digits than `format` prints are exact. */
const exactDigits = 6;

/** Takes a text apart into its numbers and the words around them. */
export function numbersInText(text: string): TextAndNumbers {
  const words: string[] = [];
  const numbers: PrintedNumber[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    words.push(text.slice(at, match.index));
    numbers.push(printedNumber(match[0]));
    at = match.index + match[0].length;
  }
  words.push(text.slice(at));
  return { words, numbers };
}

function printedNumber(text: string): PrintedNumber {
  const plain = text.replaceAll("−", "-");
  const [mantissa = "", exponent = "0"] = plain.toLowerCase().split("e");
  const decimals = mantissa.includes(".") ? mantissa.length - mantissa.indexOf(".") - 1 : 0;
  const isWhole = decimals === 0 && !/e/i.test(plain);
  const digits = mantissa.replace(/[-+]/g, "").length;
  const unit = isWhole && digits < exactDigits ? 0 : 10 ** (Number(exponent) - decimals);
  return { value: Number(plain), unit, text };
}
