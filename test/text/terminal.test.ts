import { describe, expect, it } from "vitest";
import { Terminal, terminalText } from "../../src/text/terminal.js";

describe("text as a terminal shows it", () => {
  it.each([
    ["a\nb\n", "a\nb\n"],
    ["a\r\nb", "a\nb"],
    ["10%\r50%\rdone", "done"],
    ["  0%| | 0/3\r 50%|# | 1/3\r100%|##| 3/3\n", "100%|##| 3/3\n"],
    ["abcdef\rxy", "xycdef"],
    ["abcdef\r\u001b[Kxy", "xy"],
    ["abcdef\u001b[2K\rxy", "xy"],
    ["abc\b\bX", "aXc"],
    ["abc\u001b[2DX", "aXc"],
    ["abc\u001b[1GX", "Xbc"],
    ["one\ntwo\u001b[A\rONE\n", "ONE\ntwo"],
    ["a: 1\nb: 1\n\u001b[2Aa: 2\nb: 2\n", "a: 2\nb: 2\n"],
    ["日本語\rab", "ab本語"],
    ["日本語\ra", "a 本語"],
    ["👍👍\rx", "x 👍"],
    ["e\u0301a\rx", "xa"],
    ["\u001b[31mred\u001b[0m plain", "\u001b[31mred\u001b[0m plain"],
    ["\u001b[31mred\rb\u001b[0m", "\u001b[31mbed\u001b[0m"],
    ["a\u001b[999999999Cb", "a"],
  ])("%j is %j", (text, shown) => {
    expect(terminalText(text)).toBe(shown);
  });

  it("however the text is cut when it comes", () => {
    const text = "a\u001b[31mb\u001b[0m\r\nlong line\r\u001b[Kx日本\r\u001b[1my\u001b[0m";
    for (let at = 0; at <= text.length; at++) {
      const terminal = new Terminal();
      terminal.write(text.slice(0, at));
      terminal.write(text.slice(at));
      expect(terminal.toString()).toBe(terminalText(text));
    }
  });

  it("a progress bar of 100,000 states is one line", () => {
    const terminal = new Terminal();
    for (let state = 0; state < 100_000; state++) terminal.write(`\r${state} of 100000`);
    expect(terminal.toString()).toBe("99999 of 100000");
  });
});
