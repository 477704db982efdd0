import { DomainError } from "../../../math/numeric/domainError.js";

export interface DecodedText {
  readonly text: string;
  /** Said where the encoding is a guess. */
  readonly warning?: string;
}

/** The first bytes of files that are no text. */
const binary: readonly (readonly [start: string, kind: string])[] = [
  ["\x1f\x8b", "a gzip archive: unpack it first"],
  ["PK\x03\x04", "a zip archive or a spreadsheet (.xlsx): unpack it, or save it as CSV"],
  ["PAR1", "a Parquet file: save it as CSV"],
  ["\x89PNG", "a PNG picture"],
  ["\xff\xd8\xff", "a JPEG picture"],
  ["%PDF", "a PDF file"],
  ["\xd0\xcf\x11\xe0", "an old spreadsheet (.xls): save it as CSV"],
  ["\xff\xfe\0\0", "text in UTF-32: save it as UTF-8"],
  ["\0\0\xfe\xff", "text in UTF-32: save it as UTF-8"],
  ["version https://git-lfs", "a pointer of Git LFS: fetch the file with git lfs pull"],
];

/**
 * The text in a file's bytes, without a byte order mark: UTF-8, UTF-16 by its mark or by its zero bytes, and where they
 * are no UTF-8, Latin-1 (Windows-1252, as browsers read it) with a warning, since no byte says that it is that. UTF-8
 * with a few damaged bytes stays UTF-8, with a warning.
 *
 * Errors  DomainError, one line without the file's name, where they are no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const start = latin1(bytes.subarray(0, 32));
  const kind = binary.find(([first]) => start.startsWith(first))?.[1];
  if (kind !== undefined) throw new DomainError(`is no table but ${kind}`);
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) {
    if (bytes.length % 2 === 1)
      throw new DomainError("is cut off: it is UTF-16 and has an odd number of bytes");
    return { text: new TextDecoder(utf16).decode(bytes) };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return (
      damagedUtf8(bytes) ?? {
        text: windows1252(bytes),
        warning:
          "is not UTF-8 and was read as Latin-1 (Windows-1252): check letters such as ä and é",
      }
    );
  }
}

/** UTF-8 of which more letters beyond ASCII are whole than damaged. */
function damagedUtf8(bytes: Uint8Array): DecodedText | undefined {
  const text = new TextDecoder("utf-8").decode(bytes);
  const damaged = text.match(/\uFFFD/g)?.length ?? 0;
  const whole = (text.match(/[^\0-\x7f]/g)?.length ?? 0) - damaged;
  if (whole <= damaged) return undefined;
  const line = text.slice(0, text.indexOf("\uFFFD")).split("\n").length;
  return {
    text,
    warning: `is UTF-8 with damaged letters, shown as \uFFFD: the first on line ${line}`,
  };
}

/** Separators and line ends have a zero in every second byte of UTF-16, letters in Latin too; UTF-8 has none. */
function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const start = bytes.subarray(0, 4096);
  const zeros = [0, 1].map(
    (parity) => start.filter((byte, index) => byte === 0 && index % 2 === parity).length,
  );
  const [even = 0, odd = 0] = zeros;
  if ((even === 0) === (odd === 0)) return undefined;
  const encoding = odd > 0 ? "utf-16le" : "utf-16be";
  return /[\r\n]/.test(new TextDecoder(encoding).decode(start)) ? encoding : undefined;
}

/** What Windows-1252 has where Latin-1 has control characters: 0x80 to 0x9F. */
const letters1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The TextDecoder of Node 20 reads Windows-1252 as Latin-1. */
const windows1252 = (bytes: Uint8Array): string =>
  latin1(bytes).replace(
    /[\x80-\x9f]/g,
    (letter) => letters1252[letter.charCodeAt(0) - 0x80] ?? letter,
  );

/** Each byte as the character of its number, in pieces that a call can take. */
function latin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return pieces.join("");
}
