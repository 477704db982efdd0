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
])("%j becomes %s", (text, html) => {
  expect(ansiText(text).text).toBe(html);
});

it("decorations that pile up are one each", () => {
  expect(ansiText("\u001b[1m".repeat(100_000) + "x").text).toBe('<span class="ansi-bold">x</span>');
});
