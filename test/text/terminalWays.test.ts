import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CodeCell, Output } from "../../src/nbformat/notebook.js";
import { CellOutputs } from "../../src/node/run/cellOutputs.js";
import { LiveOutputs } from "../../src/page/live/liveOutputs.js";
import { render } from "../report/render.js";

const { cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "fixtures", "terminal.json"), "utf8"),
) as { readonly cases: readonly Record<"name" | "text" | "screen", string>[] };

/** What pyte cannot do and xterm does. */
const more = [
  { name: "saved and brought back by ESC[s", text: "abc\u001b[s def\u001b[uX", screen: "abcXdef" },
  { name: "column by number", text: "abc\u001b[10`d\u001b[3`e", screen: "abe      d" },
  { name: "half of an emoji is none", text: "🚀x\ry", screen: "y x" },
];

/** The text in pieces, as it comes from a program that flushes at its own pace. */
const pieces = (text: string): string[] => text.match(/[\s\S]{1,7}/g) ?? [];

const stream = (text: string): Output => ({ output_type: "stream", name: "stdout", text });

/** The three ways of a text into a page. */
const ways: Readonly<Record<string, (text: string) => readonly Output[]>> = {
  "a run": (text) => {
    const cell: CodeCell = {
      cell_type: "code",
      id: "c",
      metadata: {},
      execution_count: 1,
      source: "",
      outputs: [],
    };
    const outputs = new CellOutputs(cell, new Map(), () => 1e6);
    for (const piece of pieces(text))
      outputs.apply({ type: "stream", content: { name: "stdout", text: piece } });
    outputs.store();
    return cell.outputs;
  },
  "--no-run": (text) => [stream(text)],
  "a live cell": (text) => {
    const outputs = new LiveOutputs();
    for (const piece of pieces(text))
      outputs.add({ kind: "stream", name: "stdout", text: piece }, piece.length);
    return outputs.report({ line: "line {line}", leftOut: "left out", moreErrors: "" });
  },
};

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** The lines of a page's only output, as they are seen. */
async function screen(outputs: readonly Output[]): Promise<string> {
  const { article } = await render({ outputs });
  const [, html = ""] = /<pre class="text[^>]*>([\s\S]*?)<\/pre>/.exec(article.text) ?? [];
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&[a-z#\d]+;/g, (entity) => entities[entity as keyof typeof entities] ?? entity)
    .replace(/[ \t]+$/gm, "")
    .replace(/\n+$/, "")
    .normalize("NFC");
}

describe.each(Object.keys(ways))("one terminal, in %s", (way) => {
  it.each([...cases, ...more])("$name", async ({ text, screen: shown }) => {
    expect(await screen(ways[way]!(text))).toBe(shown);
  });
});

/** What a program writes, in the pieces in which it does; test/faults/terminal.test.ts has a kernel and a page write it. */
const parts = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "fixtures", "terminalParts.json"), "utf8"),
) as readonly (readonly string[])[];

it.each(parts.map((written) => [written.join("")]))(
  "%j is the same markup in each",
  async (text) => {
    const [run, stored, live] = await Promise.all(
      Object.values(ways).map(async (way) => (await render({ outputs: way(text) })).article.text),
    );
    expect(stored).toBe(run);
    expect(live).toBe(run);
  },
);

describe("colours", () => {
  const text =
    "\u001b[38;5;208morange\u001b[0m \u001b[38;2;0;128;0mgreen\u001b[0m \u001b[1;31mred\r";

  it.each(Object.keys(ways))("are the same in %s, written over or not", async (way) => {
    const html = async (printed: string) =>
      (await render({ outputs: ways[way]!(printed) })).article.text;
    for (const over of [text, `${text}\u001b[0m\u001b[38;5;208mo`]) {
      const shown = await html(over);
      expect(shown).toContain("color:rgb(255,135,0)");
      expect(shown).toContain('<span style="color:rgb(0,128,0)">green</span>');
      expect(shown).toContain('<span class="ansi-red ansi-bold">red</span>');
    }
  });
});
