import type { Figure } from "../../src/outputs/figure.js";
import * as figures from "../../src/figures/index.js";

const bell =
  (mean: number, sd: number) =>
  (x: number): number =>
    Math.exp(-(((x - mean) / sd) ** 2) / 2) / (sd * Math.sqrt(2 * Math.PI));
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Numbers in (0, 1) that look random and are always the same. */
const noiseAt = (i: number): number => (((i + 1) * 0.6180339887498949) % 1) * 0.98 + 0.01;
const noise = (n: number): number[] => Array.from({ length: n }, (_, i) => noiseAt(i));
/** Roughly normal: the logit is near 1.7 times the normal quantile. */
const quantile = (u: number): number => Math.log(u / (1 - u)) / 1.7;

const points = [0.9, 0.8, 0.65, 0.97, 0.55, 0.3, 0.85, 0.7, 0.12, 0.93].map((probability, i) => ({
  name: `${i + 1}`,
  label: i % 2,
  probability,
}));
const losses = [
  {
    name: "squared error",
    value: (z: number, t: number) => (z - t) ** 2,
    gradient: (z: number, t: number) => 2 * (z - t),
  },
  {
    name: "absolute error",
    value: (z: number, t: number) => Math.abs(z - t),
    gradient: (z: number, t: number) => Math.sign(z - t),
  },
  {
    name: "Huber, δ = 1",
    value: (z: number, t: number) =>
      Math.abs(z - t) < 1 ? (z - t) ** 2 / 2 : Math.abs(z - t) - 0.5,
    gradient: (z: number, t: number) => Math.max(-1, Math.min(1, z - t)),
  },
  {
    name: "log-cosh",
    value: (z: number, t: number) => Math.log(Math.cosh(z - t)),
    gradient: (z: number, t: number) => Math.tanh(z - t),
  },
];
const joint =
  (mx: number, my: number) =>
  (x: number, y: number): number =>
    0.5 * bell(mx, 1)(x) * bell(my, 0.8)(y);
const surface = (w: number, b: number): number => 0.5 * (w - 1) ** 2 + 3 * (b + 0.5 * w) ** 2 + 0.1;
const descent = (rate: number, steps: number): [number, number][] => {
  const path: [number, number][] = [[-2.5, 2]];
  for (let i = 0; i < steps; i++) {
    const [w, b] = path.at(-1)!;
    const gw = w - 1 + 3 * (b + 0.5 * w);
    const gb = 6 * (b + 0.5 * w);
    path.push([w - rate * gw, b - rate * gb]);
  }
  return path;
};
const curve = (from: number, to: number, speed: number): number[] =>
  Array.from({ length: 40 }, (_, i) => to + (from - to) * Math.exp(-speed * i));

/** One example of every builder, named as the builder. */
export const gallery: Readonly<Record<string, () => Figure>> = {
  curvesFigure: () =>
    figures.curvesFigure({
      title: "The surprise grows without bound as the probability falls",
      x: "probability p",
      y: "surprise, nats",
      range: [0.01, 1],
      curves: [
        { name: "−ln p", f: (p) => -Math.log(p) },
        { name: "1 − p", f: (p) => 1 - p },
      ],
      marks: [{ x: 0.5, y: Math.LN2, label: "a fair coin" }],
    }),
  densityFigure: () =>
    figures.densityFigure({
      title: "The narrow distribution is taller and surprises less on average",
      x: "x, metres",
      range: [-6, 6],
      densities: [
        { name: "σ = 1, h = 1.42 nats", density: bell(0, 1) },
        { name: "σ = 2, h = 2.11 nats", density: bell(0, 2) },
      ],
      shade: [{ from: -1, to: 1, label: "68 % of σ = 1" }],
    }),
  massFigure: () =>
    figures.massFigure({
      title: "A loaded die is easier to guess",
      x: "face",
      outcomes: [1, 2, 3, 4, 5, 6],
      masses: [
        { name: "fair", probabilities: [1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6] },
        { name: "loaded", probabilities: [0.05, 0.05, 0.1, 0.1, 0.2, 0.5] },
      ],
    }),
  entropyFigure: () =>
    figures.entropyFigure({
      title: "A fair coin is the most uncertain one",
      parameter: "probability of heads",
      unit: "bits",
      range: [0.001, 0.999],
      curves: [{ name: "H", f: (p) => -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)) }],
      marks: [{ x: 0.5, y: 1, label: "1 bit" }],
    }),
  modelFitFigure: () =>
    figures.modelFitFigure({
      title: "The model that is slightly off costs 0.1 nats a value",
      x: "flipper length, mm",
      data: noise(400).map((u) => 200 + 12 * quantile(u)),
      models: [
        { name: "fitted, CE = 3.9", density: bell(200, 12.3) },
        { name: "off by 5 mm, CE = 4.0", density: bell(205, 12.3) },
      ],
      range: [160, 240],
    }),
  codeLengthFigure: () =>
    figures.codeLengthFigure({
      title: "The wrong code pays for its model with every message",
      outcomes: ["a", "b", "c", "d"],
      truth: [0.5, 0.25, 0.125, 0.125],
      model: [0.25, 0.25, 0.4, 0.1],
    }),
  forwardReverseFigure: () =>
    figures.forwardReverseFigure({
      title: "Forward covers both modes, reverse takes one of them",
      target: (x) => 0.5 * bell(-2, 0.7)(x) + 0.5 * bell(2, 0.7)(x),
      forward: { density: bell(0, 2.1), divergence: 0.31 },
      reverse: { density: bell(2, 0.7), divergence: 0.69 },
      range: [-6, 6],
    }),
  decisionFigure: () =>
    figures.decisionFigure({
      title: "Where the joint densities cross, the boundary runs",
      x: "flipper length, standardised",
      y: "bill depth, standardised",
      classes: [
        { name: "Adelie", joint: joint(-1, 0.5) },
        { name: "Gentoo", joint: joint(1, -0.5) },
      ],
      points: noise(40).map((u, i) => ({
        x: (i % 2 === 0 ? -1 : 1) + quantile(u),
        y: (i % 2 === 0 ? 0.5 : -0.5) + 0.8 * quantile(noiseAt((i * 7) % 40)),
        label: i % 2,
      })),
      xRange: [-4, 4],
      yRange: [-3, 3],
      resolution: 40,
    }),
  lossFigure: () =>
    figures.lossFigure({
      title: "Only the squared error lets one outlier pull as hard as it likes",
      losses,
      range: [-3, 3],
      x: "residual",
    }),
  probabilityBarsFigure: () =>
    figures.probabilityBarsFigure({
      title: "One red point is given only 12 % of being red",
      classes: ["green", "red"],
      points,
    }),
  minusLogBarsFigure: () =>
    figures.minusLogBarsFigure({
      title: "Two points make half of the loss",
      classes: ["green", "red"],
      points,
    }),
  simplexFigure: () =>
    figures.simplexFigure({
      title: "Entropy is highest in the middle and 0 in the corners",
      classes: ["cat", "dog", "owl"],
      f: (p) => -p.reduce((sum, x) => sum + (x > 0 ? x * Math.log(x) : 0), 0),
      value: "entropy, nats",
      points: [{ probabilities: [0.2, 0.5, 0.3], label: "model" }],
      resolution: 60,
    }),
  lossSurfaceFigure: () =>
    figures.lossSurfaceFigure({
      title: "Too long a step swings across the valley",
      x: "weight w",
      y: "bias b",
      loss: surface,
      value: "loss, nats",
      xRange: [-3, 3],
      yRange: [-3, 3],
      cap: 12,
      resolution: 40,
      paths: [
        { name: "rate 0.05", points: descent(0.05, 40) },
        { name: "rate 0.25", points: descent(0.25, 20) },
      ],
    }),
  trainingFigure: () =>
    figures.trainingFigure({
      title: "Cross-entropy learns from the first step, squared error waits",
      curves: [
        {
          name: "cross-entropy",
          values: curve(1.2, 0.2, 0.2),
          low: curve(1.1, 0.15, 0.22),
          high: curve(1.3, 0.28, 0.17),
        },
        { name: "squared error", values: curve(1.2, 0.4, 0.05) },
      ],
    }),
  reliabilityFigure: () =>
    figures.reliabilityFigure({
      title: "The network is surer than it is right",
      models: [
        {
          name: "network",
          bins: figures.reliabilityBins(
            noise(500),
            noise(500).map((p, i) =>
              noiseAt((i * 37 + 11) % 500) < sigmoid(0.6 * Math.log(p / (1 - p))) ? 1 : 0,
            ),
          ),
        },
        {
          name: "logistic regression",
          bins: figures.reliabilityBins(
            noise(500),
            noise(500).map((p, i) => (noiseAt((i * 53 + 7) % 500) < p ? 1 : 0)),
          ),
        },
      ],
    }),
  residualFigure: () =>
    figures.residualFigure({
      title: "The spread of the residuals grows with the prediction",
      predictions: noise(150).map((u) => 20 * u),
      residuals: noise(150).map((u, i) => u * 4 * quantile(noiseAt((i * 41) % 150))),
      x: "predicted price, 1000 €",
    }),
  quantileFigure: () =>
    figures.quantileFigure({
      title: "Both tails are heavier than a normal distribution's",
      sample: noise(120).map((u) => 1.3 * quantile(u) ** 3 + quantile(u)),
      quantile,
      distribution: "normal",
    }),
  confusionFigure: () =>
    figures.confusionFigure({
      title: "Chinstraps are the ones taken for Adelies",
      classes: ["Adelie", "Chinstrap", "Gentoo"],
      counts: [
        [48, 2, 0],
        [7, 15, 1],
        [0, 0, 41],
      ],
    }),
  privacyUtilityFigure: () =>
    figures.privacyUtilityFigure({
      title: "Below ε = 1 privacy costs more than it did before",
      y: "accuracy on test data",
      withoutPrivacy: 0.94,
      curves: [
        {
          name: "objective perturbation",
          points: [0.1, 0.3, 1, 3, 10].map((epsilon) => ({
            epsilon,
            utility: 0.94 - 0.1 / (1 + 3 * epsilon),
            low: 0.92 - 0.15 / (1 + 3 * epsilon),
            high: 0.95 - 0.06 / (1 + 3 * epsilon),
          })),
        },
        {
          name: "output perturbation",
          points: [0.1, 0.3, 1, 3, 10].map((epsilon) => ({
            epsilon,
            utility: 0.94 - 0.3 / (1 + 3 * epsilon),
          })),
        },
      ],
    }),
  meansFigure: () =>
    figures.meansFigure({
      title: "A bounded loss keeps its accuracy longer",
      x: "share of wrong labels",
      y: "accuracy",
      reference: { name: "right labels", value: 0.95 },
      curves: [
        {
          name: "cross-entropy",
          points: [0, 0.2, 0.4].map((x) => ({
            x,
            mean: 0.95 - 0.35 * x,
            lower: 0.94 - 0.36 * x,
            upper: 0.96 - 0.34 * x,
          })),
        },
        {
          name: "symmetric cross-entropy",
          points: [0, 0.2, 0.4].map((x) => ({
            x,
            mean: 0.95 - 0.1 * x,
            lower: 0.93 - 0.1 * x,
            upper: 0.96 - 0.1 * x,
          })),
        },
      ],
    }),
};
