/** Characters that take two columns: Chinese, Japanese, Korean, emoji. */
const wideCharacter =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const combiningMark = /\p{M}|[\u200b-\u200d]|[\ufe00-\ufe0f]/u;

/** Columns of a terminal: two for a wide character, none for a mark upon another. */
export function columnsOf(character: string): 0 | 1 | 2 {
  if (character < "\u0300") return 1;
  if (combiningMark.test(character)) return 0;
  return wideCharacter.test(character) ? 2 : 1;
}
