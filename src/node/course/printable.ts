// eslint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text of a file that may be a stranger's, for a terminal: what would steer it is written out. */
export const printable = (text: string): string =>
  text.replace(
    controlCharacters,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** The same of a text of several lines, whose line ends and tabs stay. */
export const printableLines = (text: string): string => text.replace(/[^\n\t]+/g, printable);
