export interface DecodedText {
  readonly text: string;
  /** Said where the encoding is a guess. */
  readonly warning?: string;
}

/**
 * The text in a file's bytes, without a byte order mark: UTF-8, UTF-16 by its mark or by its zero bytes, and where they
 * are no UTF-8, Latin-1 (Windows-1252, as browsers read it) with a warning, since no byte says that it is that.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return { text: new TextDecoder(utf16).decode(bytes) };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return {
      text: new TextDecoder("windows-1252").decode(bytes),
      warning: "is not UTF-8 and was read as Latin-1 (Windows-1252): check letters such as ä and é",
    };
  }
}

/** Text in Latin letters has a zero in every second byte of UTF-16, and none in UTF-8. */
function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const start = bytes.subarray(0, 1024);
  const zeros = [0, 1].map(
    (parity) => start.filter((byte, index) => byte === 0 && index % 2 === parity).length,
  );
  const [even = 0, odd = 0] = zeros;
  if (odd > start.length / 4 && even === 0) return "utf-16le";
  return even > start.length / 4 && odd === 0 ? "utf-16be" : undefined;
}
