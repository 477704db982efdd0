import { wrong, type Judgement } from "./judgement.js";
import { describeAnswer } from "./describeAnswer.js";

/** A number that the reader gave, and what was written behind it. */
export interface ReadNumber {
  readonly value: number;
  /** How else the text can be read: 1,000 is one, or a thousand. */
  readonly otherwise?: number;
  /** `"nats"`, `"%"`; absent where a bare number came. */
  readonly unit?: string;
}

/** Sign, digits with a point or a comma, exponent; then whatever stands behind. */
const NUMBER = /^([+-]?)((?:\d[\d_ ]*)?(?:[.,]\d+)*[.,]?)((?:e[+-]?\d+)?)\s*(.*)$/i;

/**
 * Reads an answer as a number: a number or BigInt, or a text such as `0.5`, `0,5`, `1/3`, `12.6 %`, `1.79 nats`, `−2e-3`.
 * What is none comes back as the sentence that says so.
 */
export function readNumber(answer: unknown): ReadNumber | Judgement {
  switch (typeof answer) {
    case "number":
      return answer !== answer
        ? wrong(
            "The answer is NaN. Look for 0/0, ∞ − ∞, the logarithm of a negative number, or a variable that was never set.",
          )
        : { value: answer };
    case "bigint":
      // A million digits are no answer, and reading them takes longer than the reader waits.
      return BigInt.asIntN(64, answer) === answer
        ? { value: Number(answer) }
        : wrong(`A single number is asked for, and ${describeAnswer(answer)} came.`);
    case "function":
      return wrong(
        "A number is asked for, and a function came. Call it, and hand over its result.",
      );
    case "string": {
      const read = answer.length <= 60 ? readText(answer) : undefined;
      if (read !== undefined) return read;
    }
  }
  return wrong(`A single number is asked for, and ${describeAnswer(answer)} came.`);
}

function readText(text: string): ReadNumber | undefined {
  const plain = text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/[\u00a0\u202f]/g, " ");
  const infinite = /^([+-]?)(?:∞|inf(?:inity)?)$/i.exec(plain);
  if (infinite !== null) return { value: infinite[1] === "-" ? -Infinity : Infinity };
  const fraction = /^([^/]+)\/([^/]+)$/.exec(plain);
  if (fraction !== null) {
    const over = readDecimal(fraction[1]!.trim());
    const under = readDecimal(fraction[2]!.trim());
    if (over === undefined || under === undefined || over.unit !== undefined) return undefined;
    return { value: over.value / under.value, ...(under.unit && { unit: under.unit }) };
  }
  return readDecimal(plain);
}

function readDecimal(text: string): ReadNumber | undefined {
  const [, sign = "", digits = "", exponent = "", behind = ""] = NUMBER.exec(text) ?? [];
  if (!/\d/.test(digits) || !/^(%|[\p{L}°].*|)$/u.test(behind)) return undefined;
  const [value, otherwise] = readingsOf(digits.replace(/[_ ]/g, ""));
  if (value === undefined) return undefined;
  const number = (plain: string): number => Number(`${sign}${plain}${exponent}`);
  return {
    value: number(value),
    ...(otherwise === undefined ? {} : { otherwise: number(otherwise) }),
    ...(behind === "" ? {} : { unit: behind }),
  };
}

/** What digits with points and commas may mean, the likelier first; none where they mean nothing. */
function readingsOf(digits: string): readonly string[] {
  const marks = digits.replace(/\d/g, "");
  if (marks.length <= 1) {
    const decimal = digits.replace(",", ".");
    return /^\d{1,3},\d{3}$/.test(digits) ? [decimal, digits.replace(",", "")] : [decimal];
  }
  // Thousands, with a decimal mark of the other kind behind them: 1,234,567.8 or 1.234.567,8.
  if (/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(digits)) return [digits.replaceAll(",", "")];
  if (/^\d{1,3}(\.\d{3})+(,\d*)?$/.test(digits)) {
    return [digits.replaceAll(".", "").replace(",", ".")];
  }
  return [];
}
