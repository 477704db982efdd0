const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Whether a number's text loses digits as a double: a whole number above 2⁵³ − 1, or one too large or too small for it. */
export function losesDigits(text: string): boolean {
  const value = Number(text);
  if (/^[+-]?\d+$/.test(text)) return !Number.isSafeInteger(value);
  return !Number.isFinite(value) || (value === 0 && /^[^e]*[1-9]/i.test(text));
}

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
