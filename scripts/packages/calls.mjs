/** Packages that authors of courses use: what each is imported by, and one real call of it. */
export const calls = [
  {
    name: "d3-array",
    imports: 'import { rollup, mean } from "d3-array";',
    value: "mean([1, 2, 6])",
  },
  {
    name: "d3-scale",
    imports: 'import { scaleLinear } from "d3-scale";',
    value: "scaleLinear().domain([0, 10]).range([0, 100])(2.5)",
  },
  {
    name: "simple-statistics",
    imports: 'import { linearRegression } from "simple-statistics";',
    value: "linearRegression([[0, 1], [1, 3], [2, 5]])",
  },
  {
    name: "mathjs",
    imports: 'import { evaluate } from "mathjs";',
    value: 'String(evaluate("det([1, 2; 3, 4])"))',
  },
  {
    name: "lodash-es",
    imports: 'import { groupBy } from "lodash-es";',
    value: "groupBy([1.2, 1.9, 2.4], Math.floor)",
  },
  {
    name: "zod",
    imports: 'import { z } from "zod";',
    value: 'z.object({ mass: z.number() }).safeParse({ mass: "heavy" }).success',
  },
  {
    name: "date-fns",
    imports: 'import { differenceInDays } from "date-fns";',
    value: "differenceInDays(new Date(2024, 2, 1), new Date(2024, 1, 1))",
  },
  {
    name: "ml-matrix",
    imports: 'import { Matrix, inverse } from "ml-matrix";',
    value: "inverse(new Matrix([[2, 0], [0, 4]])).to2DArray()",
  },
  {
    name: "ml-pca",
    imports: 'import { PCA } from "ml-pca";',
    value: "new PCA([[1, 1], [2, 2], [3, 3]]).getExplainedVariance()[0]!.toFixed(6)",
  },
  {
    name: "jstat",
    imports: 'import jstat from "jstat";',
    value: "jstat.normal.cdf(0, 0, 1)",
  },
  {
    name: "seedrandom",
    imports: 'import seedrandom from "seedrandom";',
    value: 'seedrandom("a seed")()',
  },
  {
    name: "papaparse",
    imports: 'import Papa from "papaparse";',
    value: 'Papa.parse("a,b\\n1,2", { header: true, dynamicTyping: true }).data[0]',
  },
  {
    name: "arquero",
    imports: 'import { table, op } from "arquero";',
    value: "table({ x: [1, 2, 3] }).rollup({ s: op.sum('x') }).objects()",
  },
  {
    name: "vega-statistics",
    imports: 'import { quantileNormal } from "vega-statistics";',
    value: "quantileNormal(0.975).toFixed(6)",
  },
  {
    name: "numeric",
    imports: 'import numeric from "numeric";',
    value: "numeric.solve([[2, 0], [0, 4]], [2, 2])",
  },
  {
    name: "fft.js",
    imports: 'import FFT from "fft.js";',
    value: "new FFT(4).createComplexArray().length",
  },
  {
    name: "regression",
    imports: 'import regression from "regression";',
    value: "regression.linear([[0, 1], [1, 3], [2, 5]]).equation",
  },
  {
    name: "@stdlib/stats-base-dists-normal",
    imports: 'import normal from "@stdlib/stats-base-dists-normal";',
    value: "normal.cdf(0, 0, 1)",
  },
  {
    name: "nanoid",
    imports: 'import { customAlphabet, nanoid } from "nanoid";',
    value: "nanoid().length",
  },
  {
    name: "chroma-js",
    imports: 'import chroma from "chroma-js";',
    value: 'chroma("tomato").darken().hex()',
  },
];
