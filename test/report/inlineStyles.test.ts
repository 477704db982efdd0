import fc from "../fastCheck.js";
import { describe, expect, it } from "vitest";
import { contrast, readColour } from "../../src/report/inlineStyles/colours.js";
import { markupOf, sanitizedTree } from "../../src/report/sanitize.js";

const cleaned = (html: string): string => markupOf(sanitizedTree(html));
/** The style of the first element with the text, as the page gets it. */
const styleOf = (html: string, text: string): string | undefined =>
  new RegExp(`<[a-z]+(?: [^<>]*?style="([^"]*)")?[^<>]*>${text}<`).exec(cleaned(html))?.[1];
const declared = (style: string): string | undefined => styleOf(`<p style="${style}">x</p>`, "x");

describe("what a style of another tool may say", () => {
  it.each([
    ["text-align: right", "text-align:right"],
    ["font-weight:700;font-style:italic", "font-weight:700;font-style:italic"],
    ["WIDTH: 120px", "width:120px;max-width:100%"],
    ["padding: 1px 2px", "padding-top:1px;padding-right:2px;padding-bottom:1px;padding-left:2px"],
    ["white-space: pre-wrap", "white-space:pre-wrap"],
    ["border-left: 2px solid red", "border-left:2px solid #ff0000"],
    ["background-color: #ffff00", "background-color:#ffff00;color:#24221e"],
    ["font-size: 80%", "font-size:0.8em"],
    ["font-size: 12pt", "font-size:1em"],
    ["font-size: 24px", "font-size:1.5em"],
    ["font-size: smaller", "font-size:smaller"],
    ["font-family: 'Courier New', serif", "font-family:var(--mono)"],
    ["text-decoration-line: underline", "text-decoration:underline"],
    ["margin: 0", "margin-top:0;margin-bottom:0"],
    [
      "padding: 1px 2px 3px",
      "padding-top:1px;padding-right:2px;padding-bottom:3px;padding-left:2px",
    ],
    [
      "padding: 1px 2px 3px 4px",
      "padding-top:1px;padding-right:2px;padding-bottom:3px;padding-left:4px",
    ],
    ["width: 60%", "width:60%"],
    ["width: 101%", "width:100%"],
    ["width: 125em", "width:125em"],
    ["height: 1000px", "height:1000px"],
    ["border-radius: 100px", "border-radius:100px"],
    [`font-family: mono, ${"x".repeat(994)}`, "font-family:var(--mono)"],
    ["border-top: 20px dotted", "border-top:20px dotted"],
    ["border-bottom-color: #000", "border-bottom-color:light-dark(#000000,"],
  ])("%s stays", (style, kept) => {
    expect(declared(style)).toContain(kept);
  });

  it.each([
    "position: fixed; top: 0; left: 0",
    "background: url(https://example.org/x.png)",
    "background-image: url('data:image/svg+xml,x')",
    "background-image: image-set('https://example.org/x.png' 1x)",
    "width: expression(alert(1))",
    "behavior: url(#default#VML)",
    "-moz-binding: url(x)",
    "color: var(--danger)",
    "width: 100000px",
    "margin: -100px",
    "transform: scale(100)",
    "z-index: 99999",
    "content: 'x'",
    "filter: blur(9px)",
    "animation: x 1s infinite",
    "opacity: 0",
    "cursor: none",
    "width: calc(100% * 1000)",
    "color: transparent",
    "font-family: url(x)",
    "min-width: 600px",
    "white-space: nowrap",
    "margin-left: 50px",
    "background: re\\64",
    "--x: url(x)",
    "width: 1e9px",
    "color: rgb(1,2",
    "border: 5000px solid red",
    "width: 5",
    "width: 126em",
    "height: 1001px",
    "border-radius: 100.5px",
    `font-family: mono, ${"x".repeat(995)}`,
    "height: 751pt",
    "padding: 101px",
    "border: 21px solid",
    "border: 1px solid red blue green",
    "border-middle: 1px solid",
    "background: none",
    "font-family: serif",
  ])("%s goes", (style) => {
    expect(declared(style)).toBeUndefined();
  });

  it("a table may be wider than the page: it has a box that scrolls", () => {
    const cell = (style: string) =>
      styleOf(`<table><tr><td style="${style}">x</td></tr></table>`, "x");
    expect(cell("min-width: 600px;white-space: nowrap")).toBe("min-width:600px;white-space:nowrap");
  });

  it("letters stay large enough to be read, and small enough for the page", () => {
    expect(declared("font-size: 0")).toBeUndefined();
    expect(declared("font-size: 1px")).toBe("font-size:0.7em");
    expect(declared("font-size: 900px")).toBe("font-size:3em");
  });

  it("a value ends neither the attribute nor the rule", () => {
    const html = cleaned(
      `<style>p { color: red"; background: url(x) } p{font-weight:"bold;} </style><p style='color:"><img src=x onerror=a()>'>x</p>`,
    );
    expect(html).toBe("<p>x</p>");
  });
});

describe("nothing but what was read reaches the page", () => {
  const grammar =
    /^(?:[a-z-]+:(?:[\w#.,% ()-]|light-dark\(|linear-gradient\(|var\(--mono\))*(?:;|$))*$/;
  const names = [
    "color", "background", "background-image", "border", "border-left", "width", "position", "content", "font-family",
    "padding", "display", "--x", "white-space", "filter", "height", "list-style",
  ]; // prettier-ignore
  const values = [
    "red", "#fff", "url(x)", "url('//a.b/c')", "var(--x)", "var(--y, url(x))", "expression(1)", "10px", "fixed", "0",
    "linear-gradient(90deg, red 10%, url(x) 20%)", "linear-gradient(red, transparent 50%, #00f)", "1px solid red",
    "'\\22>'", '"><img src=x>', "</style><script>", "!important", "calc(1px*1e9)", "rgba(0,0,0,.5)", "-5px", "1e5px",
    "light-dark(red,url(x))", "/*", "*/", "\\75rl(x)", "inherit;position:fixed", "{", "}", "red;}", "(", ")", "'", ";",
  ]; // prettier-ignore

  it("whatever declarations are put together", () => {
    const declarations = fc.array(
      fc.tuple(
        fc.constantFrom(...names),
        fc.constantFrom(...values),
        fc.constantFrom("", ...values),
      ),
      { minLength: 1, maxLength: 4 },
    );
    const text = (list: readonly (readonly string[])[]) =>
      list.map(([name, ...rest]) => `${name}:${rest.join(" ")}`).join(";");
    fc.assert(
      fc.property(declarations, declarations, (own, sheet) => {
        const html = cleaned(
          `<style>p{${text(sheet)}}</style><p style="${text(own).replaceAll('"', "&quot;")}">x</p>`,
        );
        const styles = [...html.matchAll(/style="([^"]*)"/g)].map(([, style]) => style ?? "");
        for (const style of styles) {
          expect(style).toMatch(grammar);
          expect(style).not.toMatch(/position|url|content|--(?!mono)/);
        }
        expect(styles.length).toBeLessThanOrEqual(1);
        expect(html).not.toMatch(/<(?:style|script|img)/);
      }),
      { numRuns: 500, seed: 13 },
    );
  });
});

describe("colours can be read in both themes", () => {
  const paper = { light: "#fdfcf9", dark: "#17181b" };
  const grounds = ["", "#ffff00", "#000080", "#d65f5f", "rgba(255,0,0,0.2)", "white", "hsl(200 50% 50%)", "#808080"]; // prettier-ignore
  const texts = ["", "red", "black", "white", "#ccc", "#000080", "lightgreen", "rgb(10% 20% 30%)"];
  const pairs = grounds.flatMap((ground) => texts.map((text) => [ground, text] as const));

  it.each(pairs)("ground %j, text %j", (ground, text) => {
    const style = `${ground && `background-color:${ground};`}${text && `color:${text}`}`;
    // Something else is coloured too, so that white is no paper.
    const html = `<table><tr><td style="background:red">r</td><td style="${style}">x</td></tr></table>`;
    const css = styleOf(html, "x") ?? "";
    for (const mode of ["light", "dark"] as const) {
      const at = (property: string, otherwise: string) => {
        const value = new RegExp(`(?:^|;)${property}:([^;]*)`).exec(css)?.[1] ?? otherwise;
        const [, light, dark] = /^light-dark\((.*),(.*)\)$/.exec(value) ?? [value, value, value];
        return readColour((mode === "light" ? light : dark) ?? "")!;
      };
      const ink = mode === "light" ? "#24221e" : "#dedbd4";
      expect(contrast(at("color", ink), at("background-color", paper[mode]))).toBeGreaterThan(4.49);
    }
  });

  it("white is the paper of the tool where it is the only ground, and a colour among others", () => {
    const cell = '<td style="background:#fff;color:#333">x</td>';
    expect(cleaned(`<table><tr>${cell}</tr></table>`)).not.toContain("background");
    expect(cleaned(`<table><tr>${cell}<td style="background:#f00">y</td></tr></table>`)).toContain(
      "background-color:#ffffff",
    );
  });

  it("a bar in a cell keeps its length and its hue", () => {
    const css = declared("background: linear-gradient(90deg, #d65f5f 44.4%, transparent 44.4%)");
    expect(css).toMatch(
      /^background:linear-gradient\(90deg,light-dark\(#[\da-f]{6},#[\da-f]{6}\) 44\.4%,transparent 44\.4%\)$/,
    );
  });
});

it.each([
  ["#00008b", 6, 6.9],
  ["#24221e", 12, 15],
])(
  "a text of %s, strong on white paper, is so on the dark page: %d to 1 at least, and no more than %d",
  (given, least, most) => {
    const [, light, dark] = /^color:light-dark\((#\w+),(#\w+)\)$/.exec(
      declared(`color: ${given}`)!,
    )!;
    expect(light).toBe(given);
    const onDark = contrast(readColour(dark!)!, readColour("#17181b")!);
    expect(onDark).toBeGreaterThanOrEqual(least);
    expect(onDark).toBeLessThan(most);
  },
);
