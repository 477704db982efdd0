/** What a recipe of CONTRIBUTING.md needs: new files by their text, and files that are changed. */
export interface Recipe {
  /** The heading in CONTRIBUTING.md. */
  readonly heading: string;
  /** What this example puts in place of the recipe's words: `yourLoss` → `quarticError`. */
  readonly words: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string | ((text: string) => string)>>;
}

/** Adds lines before the first place where a text stands. */
const before =
  (place: string, ...lines: string[]) =>
  (text: string): string => {
    if (!text.includes(place)) throw new Error(`the recipe's place is gone: ${place}`);
    return text.replace(place, `${lines.join("\n")}\n${place}`);
  };
const atEnd =
  (...lines: string[]) =>
  (text: string): string =>
    `${text.trimEnd()}\n${lines.join("\n")}\n`;

const quarticSource = "the textbook form; its values here are whole numbers, by hand";

export const recipes: readonly Recipe[] = [
  {
    heading: "Add a loss",
    words: { "<kind>": "regression", "yourLoss": "quarticError" },
    files: {
      "src/math/losses/regression/quarticError.ts": `import { checkFinite } from "../../numeric/checks.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * A quarter of the fourth power of the error.
 *
 *     L(μ, y) = ¼ (μ − y)⁴
 *     ∂L/∂μ   = (μ − y)³
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Errors  DomainError if prediction or target is not finite.
 * Source  ${quarticSource}
 */
export const quarticError: Loss<number, number> = {
  name: "quarticError",
  task: "regression",
  domain: { prediction: domains.real, target: domains.real },
  raw: "identity",
  source: ${JSON.stringify(quarticSource)},
  value(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return (prediction - target) ** 4 / 4;
  },
  gradient(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return (prediction - target) ** 3;
  },
};
`,
      "src/math/losses/each.ts": atEnd(
        'export { quarticError } from "./regression/quarticError.js";',
      ),
      "test/fixtures/losses/quarticError.json": JSON.stringify({
        source: quarticSource,
        kind: "terms",
        cases: [
          { p: [0], t: 0, v: "0", g: { "0": "0" } },
          { p: [1], t: 3, v: "4", g: { "0": "-8" } },
          { p: [3], t: 1, v: "4", g: { "0": "8" } },
          { p: [-1], t: 1, v: "4", g: { "0": "-8" } },
          { p: [0.5], t: 0, v: "0.015625", g: { "0": "0.125" } },
          { p: [4], t: 1, v: "20.25", g: { "0": "27" } },
        ],
      }),
      "docs/mathematics.md": atEnd("", "`quarticError` is an example."),
    },
  },
  {
    heading: "Add a distribution",
    words: { "<kind>": "continuous", "yourDistribution": "rayleigh" },
    files: {
      "src/math/distributions/continuous/rayleigh.ts": `import { checkPositive } from "../../numeric/checks.js";
import { EULER_GAMMA } from "../../numeric/constants.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleExponential } from "../../random/sampleExponential.js";
import { weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { univariate, type Univariate } from "../univariate.js";

export interface RayleighParameters {
  /** The standard deviation of each of the two normal numbers whose distance from 0 this is. */
  readonly scale: number;
}

function create(parameters: RayleighParameters): Univariate<RayleighParameters> {
  const { scale } = parameters;
  checkPositive("scale", scale);
  const half = (x: number): number => 0.5 * (x / scale) ** 2;
  return univariate({
    name: "rayleigh",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity },
    logProb: (x) => Math.log(x / scale) - Math.log(scale) - half(x),
    tails: (x) => ({ lower: -Math.expm1(-half(x)), upper: Math.exp(-half(x)) }),
    logTails: (x) => ({ lower: log1mExp(-half(x)), upper: 0 - half(x) }),
    quantile: (u) => scale * Math.sqrt(-2 * Math.log1p(-u)),
    mean: () => scale * Math.sqrt(Math.PI / 2),
    variance: () => scale * scale * (2 - Math.PI / 2),
    entropy: () => 1 + Math.log(scale) - 0.5 * Math.LN2 + 0.5 * EULER_GAMMA,
    sample: (rng) => scale * Math.sqrt(2 * sampleExponential(rng)),
  });
}

/**
 * The length of a vector of two independent normal numbers with mean 0.
 *
 *     p(x) = x/σ² · e^{−x²/(2σ²)}, x ≥ 0;   mean σ√(π/2), entropy 1 + ln(σ/√2) + γ/2
 *
 * Fit     the root of half the mean square.
 * Loss    none in its own right.
 * Errors  DomainError if the scale is not positive.
 * Source  Johnson, Kotz & Balakrishnan 1 (1994), §18.10.
 */
export const rayleigh = family("rayleigh", ["scale"], create, {
  fit(data: Vector, weights?: Vector): Univariate<RayleighParameters> {
    const { average } = weightedData(data, weights, (x) => x > 0, "above 0");
    return create({ scale: Math.sqrt(average((x) => x * x) / 2) });
  },
});
`,
      "src/math/distributions/each.ts": atEnd(
        'export { rayleigh, type RayleighParameters } from "./continuous/rayleigh.js";',
      ),
      "test/math/distributions/families.ts": before(
        "  halfNormal: {",
        "  rayleigh: { instances: [f.rayleigh({ scale: 2 })], fit: f.rayleigh.fit },",
      ),
      "docs/distributions.md": before("| `halfNormal` ", "| `rayleigh` | scale | closed | none |"),
    },
  },
  {
    heading: "Add a figure",
    words: { yourFigure: "countsFigure" },
    files: {
      "src/figures/countsFigure.ts": `import type { Figure } from "../outputs/figure.js";
import { checkNotEmpty } from "./checks.js";
import { frame, withFullStop } from "./layout.js";
import { seriesColour } from "./theme.js";

export interface CountsFigureOptions {
  readonly title: string;
  readonly counts: ArrayLike<number>;
}

/** Counts as bars. */
export function countsFigure({ title, counts }: CountsFigureOptions): Figure {
  checkNotEmpty("counts", counts);
  const y = Array.from(counts);
  return {
    data: [{ type: "bar", name: "counts", y, marker: { color: seriesColour(0) } }],
    layout: frame({ title, x: "class", y: "count", legend: false }),
    alt: \`\${withFullStop(title)} \${y.length} classes, the largest has \${Math.max(...y)}.\`,
  };
}
`,
      "src/figures/index.ts": atEnd(
        'export { countsFigure, type CountsFigureOptions } from "./countsFigure.js";',
      ),
      "test/figures/gallery.ts": before(
        "  residualFigure: ",
        '  countsFigure: () => figures.countsFigure({ title: "One class is rare", counts: [40, 3] }),',
      ),
      "docs/lessons.md": before(
        "| `confusionFigure` ",
        "| `countsFigure` | counts as bars | `counts` |",
      ),
    },
  },
  {
    heading: "Add a command",
    words: { yourCommand: "where" },
    files: {
      "src/node/cli/where.ts": `import type { Command } from "commander";
import type { CommandContext } from "./commandContext.js";

export function define(program: Command, context: CommandContext): void {
  program
    .command("where")
    .description("Say in which folder lossbook works.")
    .action(() => context.print(process.cwd()));
}
`,
      "src/node/cli/commands.ts": before(
        '  () => import("./kernel.js")',
        '  () => import("./where.js"),',
      ),
      "test/node/cli/where.test.ts": `import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

it("says the folder", () => {
  const command = join(import.meta.dirname, "..", "..", "..", "bin", "lossbook.mjs");
  const { status, stdout } = spawnSync(process.execPath, [command, "where"], { encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout.trim()).toBe(process.cwd());
});
`,
      "README.md": before("| `npx lossbook doctor` ", "| `npx lossbook where` | says the folder |"),
    },
  },
  {
    heading: "Add a MIME type",
    words: { yourOutput: "csvOutput" },
    files: {
      "src/report/outputs/csvOutput.ts": `import { joinText } from "../../nbformat/multilineText.js";
import { markup } from "../html.js";
import type { OutputRenderer } from "./renderer.js";

/** Comma-separated values, as they are. */
export const csvOutput: OutputRenderer = {
  mimeType: "text/csv",
  kind: "data",
  render: (value) => markup\`<pre class="csv">\${joinText(value)}</pre>\`,
};
`,
      "src/report/outputs/each.ts": atEnd('export { csvOutput } from "./csvOutput.js";'),
      "test/report/csvOutput.test.ts": `import { expect, it } from "vitest";
import { render, shown } from "./render.js";

it("shows comma-separated values before plain text", async () => {
  const { article } = await render({ outputs: [shown({ "text/csv": "a,<b>", "text/plain": "x" })] });
  expect(article.text).toContain('<pre class="csv">a,&lt;b&gt;</pre>');
});
`,
      "docs/publishing.md": atEnd("", "`text/csv` is an example."),
    },
  },
];
