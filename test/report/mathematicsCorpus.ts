/**
 * How Jupyter reads mathematics, and how we do. A reading is the formulas in order: `i:` in the line, `d:` on lines of
 * their own. Jupyter's is what JupyterLab's own code finds (`test/fixtures/jupyterReadings.mjs` runs it).
 */
export interface Reading {
  readonly source: string;
  readonly jupyter: readonly string[];
  /** Ours where it differs, and why. */
  readonly ours?: readonly string[];
  readonly reason?: string;
}

const same = (source: string, ...jupyter: string[]): Reading => ({ source, jupyter });
const differs = (
  reason: string,
  source: string,
  jupyter: readonly string[],
  ...ours: string[]
): Reading => ({ source, jupyter, ours, reason });

/** Places in a text, with `@` where the formula stands. */
const places = [
  "@",
  "before @ after",
  "before @.",
  "# Title @",
  "- item @",
  "1. first\n2. second @",
  "> quoted @",
  "> [!NOTE]\n> Mind @.",
  "| a | b |\n|---|---|\n| @ | c |",
  '<p align="center">@</p>',
  "<table>\n<tr><td>@</td></tr>\n</table>",
  "<details><summary>Why @</summary>text</details>",
  "**bold** @ *emph*",
  "*@*",
  "[see @](https://example.org)",
  "text[^1]\n\n[^1]: note @",
  "one line\n@\nanother",
];

/** Delimiters with `@` where the TeX stands, how they set it, and whether Jupyter knows them. */
const delimiters = [
  ["$@$", "i", true],
  ["$$@$$", "d", true],
  ["\\\\(@\\\\)", "i", true],
  ["\\\\[@\\\\]", "d", true],
  ["\\(@\\)", "i", false],
  ["\\[@\\]", "d", false],
] as const;

const single = "MathJax's own delimiters; Markdown takes their backslash before Jupyter sees them";

const everywhere: Reading[] = places.flatMap((place) =>
  delimiters.map(([delimiter, kind, known]) => {
    const source = place.replace("@", () => delimiter.replace("@", () => "a_1 + b_1"));
    const reading = `${kind}:a_1 + b_1`;
    // Markdown leaves the backslashes of HTML alone.
    return known || place.startsWith("<")
      ? same(source, reading)
      : differs(single, source, [], reading);
  }),
);

const escaped =
  "an escaped dollar is a dollar: Jupyter's Markdown takes its backslash, and MathJax then sees it bare";
const price =
  "a price: the closing dollar is followed by a digit, or there are words between the two";
const blank = "a formula that stands on lines of its own may hold a blank line";
const blankEnvironment = "an environment may hold a blank line";
const quoted = "the marks of a quotation are no part of its formula";
const link = "a dollar in an address is part of the address";

export const corpus: readonly Reading[] = [
  ...everywhere,
  // Dollars
  same("$x$", "i:x"),
  same("$ x $", "i:x"),
  same("$\\alpha $ and so on", "i:\\alpha"),
  same("$x$$y$", "i:x", "i:y"),
  same("$a$, $b$ and $c$", "i:a", "i:b", "i:c"),
  same("($n$)", "i:n"),
  same("$n$-th and non-$n$", "i:n", "i:n"),
  same("$a\n+ b$", "i:a\n+ b"),
  same("$a\n\nb$"),
  same("a $ b"),
  same("$$"),
  differs("a space is no formula", "$ $", ["i:"]),
  same("the $"),
  same("$\\$10$ is ten dollars", "i:\\$10"),
  differs(escaped, "\\$x\\$", ["i:x"]),
  differs(escaped, "\\$5 and $x$", ["i:5 and"], "i:x"),
  same("\\\\$x$ y"),
  same("$x\\$ + y$", "i:x\\$ + y"),
  same("$\\{a\\}$", "i:\\{a\\}"),
  same("$\\text{if $x>0$}$", "i:\\text{if $x>0$}"),
  same("${a}_{b}$", "i:{a}_{b}"),
  same("$\\frac{1}{2}$ $\\frac{3}{4}$", "i:\\frac{1}{2}", "i:\\frac{3}{4}"),
  same("$a|b$ and $|x|$", "i:a|b", "i:|x|"),
  same("$a*b*c$", "i:a*b*c"),
  same("$a_1$ and $b_1$ _emph_", "i:a_1", "i:b_1"),
  same("$a<b$ and $c>d$", "i:a<b", "i:c>d"),
  same("$<x, y>$", "i:<x, y>"),
  same("$a \\& b$", "i:a \\& b"),
  differs("GitHub's own form of a formula: dollars around code", "$`x`$", [], "i:x"),
  same("$[a](b)$", "i:[a](b)"),
  same("$2n$ of $3$", "i:2n", "i:3"),
  same("$3 + 4$", "i:3 + 4"),
  same("$100$", "i:100"),
  same("$1,000\\,m$", "i:1,000\\,m"),
  same("$x = 5$ or 6", "i:x = 5"),
  same("$f'(x)$", "i:f'(x)"),
  same("$\\mathbb{R}^n$", "i:\\mathbb{R}^n"),
  same("日本$x$語", "i:x"),
  // Prices and other dollars
  differs(price, "about $61 per MWh, *cheaper* than $76/MWh", ["i:61 per MWh, *cheaper* than "]),
  differs(price, "$5 and $10", ["i:5 and "]),
  differs(price, "$5, $10 and $15 or $x$", ["i:5, ", "i:15 or "], "i:x"),
  differs(price, "US$5 to US$6", ["i:5 to US"]),
  differs(price, "$1.50 for one, 2$ for two", ["i:1.50 for one, 2"]),
  differs(price, "5$ and 6$", ["i: and 6"]),
  differs(price, "$20-$30", ["i:20-"]),
  differs(price, "(was $20, is $15)", ["i:20, is "]),
  differs(price, "it costs $5 or 6$ then", ["i:5 or 6"]),
  differs("names of variables: a space before the closing dollar", "$HOME and $PATH", [
    "i:HOME and ",
  ]),
  differs("words between spaces", "in $ and euros, more $ than", ["i: and euros, more "]),
  differs("a closing dollar is not followed by a digit", "$x$5", ["i:x"]),
  same("only $5"),
  same("$5"),
  // Two dollars
  same("$$x$$", "d:x"),
  same("$$\nx\n$$", "d:x"),
  same("$$x\n$$", "d:x"),
  same("$$a = b\n$$\n\nafter *emph*", "d:a = b"),
  same("$$ a = b\n + c $$\n\nafter\n\n## heading", "d:a = b\n + c"),
  same("The density $$\nx = 1\n$$ is\n\nafter", "d:x = 1"),
  same("$$a$$ and $$b$$", "d:a", "d:b"),
  same("$$a$$\n$$b$$", "d:a", "d:b"),
  same("a $$x$$ $y$", "d:x", "i:y"),
  same("$$x$$.", "d:x"),
  same(
    "$$\n\\begin{aligned}a&=b\\\\c&=d\\end{aligned}\n$$",
    "d:\\begin{aligned}a&=b\\\\c&=d\\end{aligned}",
  ),
  same("$$\\text{a $x$ b}$$", "d:\\text{a $x$ b}"),
  same("text\n$$\nx\n$$\nmore", "d:x"),
  same("- a\n\n  $$\n  x\n  $$", "d:x"),
  same("1. a $$x$$ b", "d:x"),
  same("$$x"),
  same("a $$ b\n\nc"),
  differs(escaped, "\\$$x$", [], "i:x"),
  differs(quoted, "> $$\n> x\n> + y\n> $$", ["d:> x\n> + y\n>"], "d:x\n + y"),
  differs(blank, "$$\na\n\n+ b\n$$", [], "d:a\n+ b"),
  same("a $$x\n\ny$$ b"),
  // Environments
  same("\\begin{bmatrix}1&2\\end{bmatrix}", "d:\\begin{bmatrix}1&2\\end{bmatrix}"),
  same("\\begin{cases}1&x\\end{cases}", "d:\\begin{cases}1&x\\end{cases}"),
  same("\\begin{pmatrix}1\\end{pmatrix}", "d:\\begin{pmatrix}1\\end{pmatrix}"),
  same("\\begin{align*}a&=b\\end{align*}", "d:\\begin{align*}a&=b\\end{align*}"),
  same("text \\begin{gather*}a\\end{gather*} more", "d:\\begin{gather*}a\\end{gather*}"),
  same("- \\begin{cases}1&x\\end{cases}", "d:\\begin{cases}1&x\\end{cases}"),
  same("\\begin{array}{cc}a&b\\end{array}", "d:\\begin{array}{cc}a&b\\end{array}"),
  same(
    "\\begin{align*}\na&=b\\\\\nc&=d\n\\end{align*}",
    "d:\\begin{align*}\na&=b\\\\\nc&=d\n\\end{align*}",
  ),
  same(
    "\\begin{equation*}\n\\begin{split}a&=b\\end{split}\n\\end{equation*}",
    "d:\\begin{equation*}\n\\begin{split}a&=b\\end{split}\n\\end{equation*}",
  ),
  same("\\begin{align*}a"),
  differs(
    blankEnvironment,
    "\\begin{align*}x&=1\\\\\n\ny&=2\\end{align*}",
    [],
    "d:\\begin{align*}x&=1\\\\\ny&=2\\end{align*}",
  ),
  differs(
    "an environment inside one of its own name",
    "\\begin{cases}\\begin{cases}a\\end{cases}\\\\b\\end{cases}",
    ["d:\\begin{cases}\\begin{cases}a\\end{cases}"],
    "d:\\begin{cases}\\begin{cases}a\\end{cases}\\\\b\\end{cases}",
  ),
  // Brackets
  same("\\\\(a\\\\) and \\\\(b\\\\)", "i:a", "i:b"),
  same("\\\\[ c = d \\\\]", "d:c = d"),
  same("\\\\(a"),
  same("\\[sic\\]"),
  same("\\[1\\] Author, title"),
  same("\\[not a link\\](https://example.org)"),
  same("\\(see below\\)"),
  differs(single, "\\(O(n \\log n)\\)", [], "i:O(n \\log n)"),
  differs(single, "\\[\nx^2\n\\]", [], "d:x^2"),
  differs(single, "\\(n\\)", [], "i:n"),
  // Code
  same("`$x$`"),
  same("``a ` $x$ ``"),
  same("`$` and `$`"),
  same("```\n$x$\n```"),
  same("~~~\n$x$\n~~~\n\n$y$", "i:y"),
  same("```sh\necho $HOME\n```\n$x$", "i:x"),
  same("> ```\n> $x$\n> ```\n\n$y$", "i:y"),
  same("- ```\n  $x$\n  ```\n- $y$", "i:y"),
  same("    $x$ indented"),
  same("`a $x` $y$", "i:y"),
  same("$x$ `code` $y$", "i:x", "i:y"),
  same("<code>$x$</code>"),
  same("<pre>$x$</pre>"),
  same("` $x$", "i:x"),
  same("\\`$x$\\`", "i:x"),
  // Links and tags
  same("[a](https://example.org) $x$", "i:x"),
  differs(link, "<https://example.org/?a=$b&c=$d>", ["i:b&c="]),
  same("[a](https://example.org/$b$) $x$", "i:x"),
  differs(link, "https://example.org/?a=$b&c=$d", ["i:b&c="]),
  same('<span title="$x$">$y$</span>', "i:y"),
  same("<!-- $x$ --> $y$", "i:y"),
  same("![a $x$ b](attachment:a.png)"),
  // Tables
  same("| a | b |\n|---|---|\n| $P(x|y)$ | $\\|x\\|$ |", "i:P(x|y)", "i:\\|x\\|"),
  same("| $a|b$ | c |\n|---|---|\n| 1 | 2 |", "i:a|b"),
  same("| a |\n|---|\n| $$\\sum_i |x_i|$$ |", "d:\\sum_i |x_i|"),
  same("| a | b |\n|---|---|\n| \\\\(p|q\\\\) | c |", "i:p|q"),
  same("| a | b |\n|---|---|\n| $\\left|x\\right|$ | $5 |", "i:\\left|x\\right|"),
  same(
    "| f | g |\n|:-:|:-:|\n| $\\begin{cases}1|2\\end{cases}$ | x |",
    "i:\\begin{cases}1|2\\end{cases}",
  ),
  differs(price, "| a | b |\n|---|---|\n| costs $5 | costs $6 |", ["i:5 | costs "]),
  // Lists, quotations, headings
  same("1. First:\n   $$\n   x = 1\n   $$\n2. Second: $y$", "d:x = 1", "i:y"),
  same("- [ ] task $x$\n- [x] done $y$", "i:x", "i:y"),
  same("* $x_1$\n* $x_2$ * y $x_3$", "i:x_1", "i:x_2", "i:x_3"),
  same("> - item $x$\n>\n>   $$y$$", "i:x", "d:y"),
  differs(quoted, "> > $$\n> > a\n> > $$", ["d:> > a\n> >"], "d:a"),
  differs(quoted, "> a $x\n> + y$ b", ["i:x\n> + y"], "i:x\n + y"),
  same("## The $\\ell_2$ norm and $L^2$", "i:\\ell_2", "i:L^2"),
  same("Title $x$\n===", "i:x"),
  same("### $$x$$ ###", "d:x"),
  // HTML
  same("<details>\n<summary>Solve $x$</summary>\n\n$$y$$\n\n</details>", "i:x", "d:y"),
  same("<blockquote>$a<b$ and $c>d$</blockquote>", "i:a<b", "i:c>d"),
  same("<span>$x</span> and <span>y$</span>", "i:x</span> and <span>y"),
  same("<style>a{b:$x$}</style> $y$", "i:y"),
  same('<a href="https://x.org/?a=$b$">$c$</a>', "i:c"),
  differs(price, "<p>$5 and $6</p>", ["i:5 and "]),
  // Prices and names
  differs(price, "between $10-$20 per $unit$", ["i:10-", "i:unit"], "i:unit"),
  differs(price, "**$5** and **$6**", ["i:5** and **"]),
  differs(price, "- $5\n- $6", ["i:5\n-"]),
  differs(price, "5,00$ und 6,00$", ["i: und 6,00"]),
  differs(price, "$20 for $n$ items", ["i:20 for "], "i:n"),
  differs("names of variables in a path", "$PATH:$HOME", ["i:PATH:"]),
  differs("names of variables in a path", "${HOME}/bin:${PATH}", ["i:{HOME}/bin:"]),
  differs(
    "a dollar that is written as a reference is a dollar",
    "&#36;HOME $x$",
    ["i:HOME "],
    "i:x",
  ),
  // Brackets that are none, code, emphasis
  same("\\[ \\] to do, \\[x\\] done"),
  same("regex \\[a-z\\]+ and \\[^0-9\\]"),
  same("$``x``$"),
  same("_$x$_ and __$y$__ and ~~$z$~~", "i:x", "i:y", "i:z"),
  same("**Note:**$x$**y**", "i:x"),
  same("$x^{**}$ and $y^{**}$", "i:x^{**}", "i:y^{**}"),
  same("$a^*$ and $b^*$ *c*", "i:a^*", "i:b^*"),
  same("$x$，$y$。「$z$」", "i:x", "i:y", "i:z"),
  same("$x\\\\y$", "i:x\\\\y"),
  same("```math\nx^2\n```"),
  same("[ref][$x$]\n\n[$x$]: http://x.org", "i:x"),
  // Several lines
  same("$$\n% comment $x$\na\n$$", "d:% comment $x$\na"),
  same(
    "\\begin{align*}\na &= b \\\\\n% a $ comment\nc &= d\n\\end{align*}",
    "d:\\begin{align*}\na &= b \\\\\n% a $ comment\nc &= d\n\\end{align*}",
  ),
  same("$$\na\n$$\n$$\nb\n$$", "d:a", "d:b"),
  differs(
    blankEnvironment,
    "\\begin{equation*}\n\na = b\n\n\\end{equation*}",
    [],
    "d:\\begin{equation*}\na = b\n\\end{equation*}",
  ),
];
