import { expect, it } from "vitest";
import { ansiText } from "../../src/report/outputs/ansi.js";

it.each([
  ["\u001b[31mred\u001b[0m", '<span class="ansi-red">red</span>'],
  [
    "\u001b[1;92mok\u001b[22m ",
    '<span class="ansi-green ansi-bold">ok</span><span class="ansi-green"> </span>',
  ],
  ["\u001b[44mx\u001b[49my", '<span class="ansi-on-blue">x</span>y'],
  ["\u001b[38;5;208morange\u001b[0m", '<span style="color:rgb(255,135,0)">orange</span>'],
  ["\u001b[38;2;0;128;0mgreen\u001b[39m", '<span style="color:rgb(0,128,0)">green</span>'],
  ["\u001b[48;5;240mx", '<span style="background-color:rgb(88,88,88)">x</span>'],
  ["\u001b[38;5;1mred", '<span class="ansi-red">red</span>'],
  ["\u001b[38;2;1;2;999mx", "x"],
  ["\u001b]8;;https://x.org\u0007link\u001b]8;;\u0007<b>", "link&lt;b&gt;"],
  ["a\u009b31mb", "a31mb"],
  // The colours of the 256: 16 of the palette, a cube of 6 × 6 × 6 with steps 0, 95, 135, …, and 24 greys.
  ["\u001b[38;5;9mx", '<span class="ansi-red">x</span>'],
  ["\u001b[38;5;15mx", '<span class="ansi-white">x</span>'],
  ["\u001b[38;5;16mx", '<span style="color:rgb(0,0,0)">x</span>'],
  ["\u001b[38;5;110mx", '<span style="color:rgb(135,175,215)">x</span>'],
  ["\u001b[38;5;231mx", '<span style="color:rgb(255,255,255)">x</span>'],
  ["\u001b[38;5;232mx", '<span style="color:rgb(8,8,8)">x</span>'],
  ["\u001b[38;5;255mx", '<span style="color:rgb(238,238,238)">x</span>'],
  ["\u001b[38;5;256mx", "x"],
  ["\u001b[38;2;0;0;255mx", '<span style="color:rgb(0,0,255)">x</span>'],
  ["\u001b[38;5mx", "x"],
  ["\u001b[38;7;1mx", '<span class="ansi-reverse ansi-bold">x</span>'],
  // What follows a colour of the 256 is still read, and a false one leaves the last.
  ["\u001b[38;5;208;4mx", '<span class="ansi-underline" style="color:rgb(255,135,0)">x</span>'],
  [
    "\u001b[48;2;1;2;3;3mx",
    '<span class="ansi-italic" style="background-color:rgb(1,2,3)">x</span>',
  ],
  ["\u001b[31;38;5;300mx", '<span class="ansi-red">x</span>'],
  ["\u001b[41;48;5;300mx", '<span class="ansi-on-red">x</span>'],
  [
    "\u001b[38;5;208;48;5;21mx",
    '<span style="color:rgb(255,135,0);background-color:rgb(0,0,255)">x</span>',
  ],
  ["\u001b[30mx", '<span class="ansi-black">x</span>'],
  ["\u001b[37;40mx", '<span class="ansi-white ansi-on-black">x</span>'],
  ["\u001b[90;107mx", '<span class="ansi-black ansi-on-white">x</span>'],
  ["\u001b[97;100mx", '<span class="ansi-white ansi-on-black">x</span>'],
  ["\u001b[47mx", '<span class="ansi-on-white">x</span>'],
  ...[33, 35, 36].map((code, k): [string, string] => [
    `\u001b[${code}mx`,
    `<span class="ansi-${["yellow", "magenta", "cyan"][k]!}">x</span>`,
  ]),
  ["\u001b[28;50;88;98;108;29;48;58;68;110mx", "x"],
  ...[2, 3, 4, 7, 9].map((code, k): [string, string] => [
    `\u001b[${code}mx\u001b[${[22, 23, 24, 27, 29][k]!}my`,
    `<span class="ansi-${["dim", "italic", "underline", "reverse", "strike"][k]!}">x</span>y`,
  ]),
  [
    "\u001b[1mx\u001b[24my\u001b[mz",
    '<span class="ansi-bold">x</span><span class="ansi-bold">y</span>z',
  ],
  [
    "\u001b[1;31;42mx\u001b[39;49my\u001b[0mz",
    '<span class="ansi-red ansi-on-green ansi-bold">x</span><span class="ansi-bold">y</span>z',
  ],
  ["\u001b[1:31mx", '<span class="ansi-red ansi-bold">x</span>'],
  ["\u001b[31m<b>", '<span class="ansi-red">&lt;b&gt;</span>'],
  ["\u001b[?25lx\u001b(By\u001b=z", "xyz"],
])("%j becomes %s", (text, html) => {
  expect(ansiText(text).text).toBe(html);
});

it("decorations that pile up are one each", () => {
  expect(ansiText("\u001b[1m".repeat(100_000) + "x").text).toBe('<span class="ansi-bold">x</span>');
});

it("no code but those of the palette colours or decorates", () => {
  const palette = [...Array(8).keys()].flatMap((k) => [30 + k, 40 + k, 90 + k, 100 + k]);
  const styled = new Set([...palette, 1, 2, 3, 4, 7, 9]);
  const wrong = [...Array(130).keys()].filter(
    (code) => ansiText(`\u001b[${code}mx`).text.startsWith("<span") !== styled.has(code),
  );
  // 38 and 48 begin a colour of their own and stand alone here.
  expect(wrong).toEqual([]);
});
