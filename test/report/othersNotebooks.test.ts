import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../src/nbformat/parseNotebook.js";
import { render, shown } from "./render.js";

const markdown = async (...cells: string[]): Promise<string> =>
  (await render({ markdown: cells })).article.text;
const output = async (data: Record<string, unknown>): Promise<string> =>
  (await render({ outputs: [shown(data)] })).article.text;

describe("words inside of formulas, as MathJax reads them", () => {
  it.each([
    ["\\text{train_loss}", "train_loss"],
    ["\\text{a^b}", "a^b"],
    ["\\text{R&D #1 thing}", "R&amp;D"],
    ["\\mbox{x_1}", "x_1"],
    ["L_{\\text{val_loss}} + \\textbf{a_b}", "val_loss"],
    ["\\text{if $x_1 > 0$ and y_2}", "y_2"],
    ["\\text{already \\_ and \\&}", "already _"],
  ])("$%s$ is set", async (tex) => {
    const text = await markdown(`$${tex}$`);
    expect(text).toContain("<math");
    expect(text).not.toContain("tex-error");
  });

  it("leaves a macro's argument alone", async () => {
    const text = await markdown("$\\newcommand{\\w}[1]{\\text{#1}} \\w{ab}$ and $x_{\\text{max}}$");
    expect(text).not.toContain("tex-error");
    expect(text).toContain("<mtext>ab</mtext>");
  });
});

describe("LaTeX as an output", () => {
  it("is text where there are words around its formulas", async () => {
    const text = await output({ "text/latex": "The value is $x_1$ and $$y^2$$ & more" });
    expect(text).not.toContain("tex-error");
    expect(text).toMatch(/<p>The value is <span class="katex">/);
    expect(text).toContain("&amp; more");
  });

  it("is two formulas where there are two", async () => {
    const text = await output({ "text/latex": "$$a$$ $$b$$" });
    expect(text.match(/katex-display/g)).toHaveLength(2);
    expect(text).not.toContain("tex-error");
  });

  it.each(["$x$", "$\\displaystyle x$", "$$x$$", "\\[x\\]", "\\(x\\)", "x", "\\begin{equation}x\\end{equation}"])(
    "is a formula of its own: %s",
    async (tex) => {
      expect((await output({ "text/latex": tex })).match(/katex-display/g)).toHaveLength(1);
    },
  ); // prettier-ignore
});

describe("an output that a report cannot show is named", () => {
  it.each([
    `<audio controls><source src="data:audio/wav;base64,AAAA"></audio>`,
    `<video controls src="data:video/mp4;base64,AAAA"></video>`,
    `<iframe src="https://example.org"></iframe>`,
    `<canvas id="c"></canvas>`,
    `<math><mi>x</mi></math>`,
    `<textarea></textarea><select></select>`,
  ])("%s", async (html) => {
    expect(await output({ "text/html": html })).toContain("An output that a report cannot show");
  });

  it("and an empty box is none", async () => {
    expect(await output({ "text/html": "<div></div>" })).not.toContain("unknown-output");
  });
});

describe("a notebook's JSON as others write it", () => {
  const file = (data: string): string =>
    `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","metadata":{},"execution_count":1,"source":"","outputs":[{"output_type":"display_data","metadata":{},"data":${data}}]}]}`;
  const shownAs = async (data: string): Promise<string> => {
    const [cell] = parseNotebook(file(data)).cells;
    return (await render({ outputs: cell?.cell_type === "code" ? cell.outputs : [] })).article.text;
  };

  it("keeps whole numbers that a double would alter", async () => {
    const text = await shownAs(
      `{"application/json":{"id": 12345678901234567890, "n":[9007199254740993,9007199254740992,-12345678901234567], "s":"12345678901234567890", "f":0.1234567890123456789}}`,
    );
    for (const digits of ["12345678901234567890", "9007199254740993", "-12345678901234567"])
      expect(text).toContain(digits);
    expect(text).toContain("0.12345678901234568");
  });

  it("reads Python's NaN and Infinity as gaps, and not in texts", async () => {
    const text = await shownAs(
      `{"application/vnd.plotly.v1+json":{"data":[{"y":[1,NaN,-Infinity, Infinity],"name":": NaN, Infinity"}],"layout":{}}}`,
    );
    expect(text).toContain('"y":[1,null,null,null],"name":": NaN, Infinity"');
    expect(() => parseNotebook("{NaN: 1}")).toThrow("not JSON");
    expect(() => parseNotebook('{"a": NaN, }')).toThrow("not JSON");
  });

  it("takes the MIME types of JSON that end in .json", async () => {
    expect(
      await shownAs(`{"application/vnd.vegalite.v5.json":{"mark":"bar"},"text/plain":"alt.Chart"}`),
    ).toContain("alt.Chart");
    expect(await shownAs(`{"application/vnd.vegalite.v5.json":{"mark":"bar"}}`)).toContain(
      "&quot;mark&quot;: &quot;bar&quot;",
    );
  });
});
