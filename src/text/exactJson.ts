const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Whether a number's text loses digits as a double: a whole number above 2⁵³ − 1, one with a point whose whole part is
 * not kept, or one too large or too small for it.
 */
export function losesDigits(text: string): boolean {
  const value = Number(text);
  if (/^[+-]?\d+$/.test(text)) return !Number.isSafeInteger(value);
  const whole = /^[+-]?(\d{16,})\.(\d*)$/.exec(text);
  if (whole !== null && losesWhole(whole[1] ?? "", whole[2] ?? "", Math.abs(value))) return true;
  return !Number.isFinite(value) || (value === 0 && /^[^e]*[1-9]/i.test(text));
}

/** A double's own digits, such as `10000000000000000.0`, lose nothing, exact or as they are printed. */
const losesWhole = (whole: string, fraction: string, value: number): boolean =>
  value > Number.MAX_SAFE_INTEGER &&
  Number.isFinite(value) &&
  (/[1-9]/.test(fraction) || (String(value) !== whole && BigInt(whole) !== BigInt(value)));

export interface ExactJson {
  readonly value: unknown;
  /** The numbers that are text in `value`, since they have more digits than a number keeps. */
  readonly asText: readonly string[];
}

/**
 * JSON whose numbers are never altered: a whole number that a double cannot hold becomes text.
 *
 * Errors  SyntaxError as from JSON.parse.
 */
export function parseExactJson(json: string): ExactJson {
  const asText: string[] = [];
  const value: unknown = JSON.parse(json);
  const quoted = json.replace(tokens, (token) => {
    if (token.startsWith('"') || !losesDigits(token)) return token;
    asText.push(token);
    return `"${token}"`;
  });
  return { value: asText.length === 0 ? value : (JSON.parse(quoted) as unknown), asText };
}
