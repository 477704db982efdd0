/** A piece of text in the place of another. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export const insert = (at: number, text: string): Edit => ({ from: at, to: at, text });

/** As many lines as the text has, and nothing in them. */
export const spaces = (text: string): string => text.replace(/[^\n\r]/g, " ");

export const blank = (code: string, from: number, to: number): Edit => ({
  from,
  to,
  text: spaces(code.slice(from, to)),
});

/** The code from `from` to `to` with these edits, which do not overlap. */
export function applied(code: string, edits: readonly Edit[], from = 0, to = code.length): string {
  const inOrder = edits
    .map((edit, order) => ({ edit, order }))
    .sort(
      (one, other) =>
        one.edit.from - other.edit.from || one.edit.to - other.edit.to || one.order - other.order,
    );
  let text = "";
  let at = from;
  for (const { edit } of inOrder) {
    text += code.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return text + code.slice(at, to);
}
