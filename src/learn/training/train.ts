import {
  checkFunction,
  checkInteger,
  checkNonNegative,
  checkOptions,
  checkPositive,
} from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { finiteNumbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { Objective } from "../models/objective.js";
import type { Rng } from "../../math/random/rng.js";
import { permutation } from "../../math/random/permutation.js";
import { checkObjective, norm } from "./minimise.js";
import { gradientDescent } from "./optimiser.js";
import type { Optimiser } from "./optimiser.js";
import type { Schedule } from "./schedule.js";

/** What a training recorded about one epoch. */
export interface EpochRecord {
  /** 0 is the start, before the first step. */
  readonly epoch: number;
  /** The objective: at epoch 0 and with full batches as it is, with mini-batches the mean over the epoch's. */
  readonly loss: number;
  /** The gradient's norm: of the last batch, before clipping. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  /** What `metrics` gave. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface TrainingOptions {
  /** `gradientDescent()` by default. */
  readonly optimiser?: Optimiser;
  readonly learningRate: number | Schedule;
  readonly epochs: number;
  /** Examples a step; all by default. Mini-batches need an rng, for the order of the examples. */
  readonly batchSize?: number;
  readonly rng?: Rng;
  /** Shrinks all parameters by this share of the learning rate each step, apart from the gradient (AdamW). */
  readonly weightDecay?: number;
  /** Gradients with a greater norm are scaled down to it. */
  readonly clipNorm?: number;
  /** Computed at the start and after every epoch. */
  readonly metrics?: (parameters: Float64Array) => Readonly<Record<string, number>>;
  /** Stop when `monitor` (the loss, or a metric to be made small) has not fallen for `patience` epochs; the best parameters are kept. */
  readonly earlyStopping?: {
    readonly monitor: string;
    readonly patience: number;
    readonly minimumImprovement?: number;
  };
  /** Stop when the full-batch gradient norm is at most this. */
  readonly gradientTolerance?: number;
  /** Called with each record: a terminal prints it, a notebook redraws. */
  readonly onEpoch?: (record: EpochRecord) => void;
}

export interface TrainingResult {
  readonly parameters: Float64Array;
  readonly history: readonly EpochRecord[];
  /** Why it ended. */
  readonly stopped: "epochs" | "early" | "tolerance";
  /** The epoch whose parameters were kept. */
  readonly bestEpoch: number;
}

/** Training that ran away: the message says when and what to do; the history so far is kept. */
export class DivergenceError extends Error {
  override readonly name = "DivergenceError";
  readonly history: readonly EpochRecord[];
  constructor(message: string, history: readonly EpochRecord[]) {
    super(message);
    this.history = history;
  }
}

/** The loss may grow to this many times its start before training counts as diverged. */
const GROWTH = 1e4;

/**
 * Minimises an objective by steps of an optimiser, epoch by epoch. Deterministic for an rng's seed.
 *
 *     const { parameters, history } = train(objective, net.initialise(rng(1)), {
 *       optimiser: adam(), learningRate: 0.01, epochs: 30, batchSize: 32, rng: rng(2),
 *     });
 *
 * Errors  DivergenceError if the loss becomes NaN or infinite, or grows to 10,000 times its start; DomainError
 *         for settings out of range.
 */
export function train(
  objective: Objective,
  initialParameters: Numbers,
  options: TrainingOptions,
): TrainingResult {
  checkObjective(objective);
  const start = finiteNumbersOf("start", initialParameters);
  const settings = checkSettings(objective, start, options);
  const { optimiser, learningRate, batchSize, earlyStopping } = settings;
  const parameters = Float64Array.from(start);
  const gradient = new Float64Array(objective.dimension);
  const history: EpochRecord[] = [];
  let steps = 0;
  let best = { value: Infinity, epoch: 0, parameters: parameters.slice() };
  let stopped: TrainingResult["stopped"] = "epochs";

  const record = (epoch: number, loss: number, gradientNorm: number): EpochRecord => {
    const metrics = options.metrics?.(parameters) ?? {};
    const entry = { epoch, loss, gradientNorm, learningRate: learningRate(steps), metrics };
    history.push(entry);
    options.onEpoch?.(entry);
    return entry;
  };
  const monitored = (entry: EpochRecord): number => {
    if (earlyStopping === undefined || earlyStopping.monitor === "loss") return entry.loss;
    const value = entry.metrics[earlyStopping.monitor];
    if (value !== undefined) return value;
    const names = ["loss", ...Object.keys(entry.metrics)].join(", ");
    throw new DomainError(
      `earlyStopping.monitor must be one of ${names}, got ${earlyStopping.monitor}`,
    );
  };

  const initial = objective.evaluate(parameters, gradient);
  const checkLoss = (loss: number, epoch: number): void => {
    const limit = GROWTH * Math.max(Math.abs(initial), 1);
    if (loss <= limit && loss > -Infinity) return;
    const what = Number.isFinite(loss) ? `grew to ${loss.toPrecision(3)}` : `became ${loss}`;
    throw new DivergenceError(
      `training diverged: in epoch ${epoch} (step ${steps}) the loss ${what}, from ${initial.toPrecision(3)} at the start, with learning rate ${learningRate(steps)}; lower the learning rate, standardise the features or clip the gradient`,
      history,
    );
  };
  checkLoss(initial, 0);
  best.value = monitored(record(0, initial, norm(gradient)));

  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    const order =
      batchSize < objective.examples ? permutation(options.rng!, objective.examples) : undefined;
    let lossSum = 0;
    let batches = 0;
    let gradientNorm = 0;
    for (let from = 0; from < objective.examples; from += batchSize) {
      const batch = order?.slice(from, from + batchSize);
      const loss = objective.evaluate(parameters, gradient, batch);
      checkLoss(loss, epoch);
      lossSum += loss;
      batches++;
      gradientNorm = norm(gradient);
      clip(gradient, gradientNorm, options.clipNorm);
      const rate = learningRate(steps);
      const decay = 1 - rate * (options.weightDecay ?? 0);
      if (decay !== 1) for (let i = 0; i < parameters.length; i++) parameters[i]! *= decay;
      optimiser.step(parameters, gradient, rate);
      steps++;
    }
    let loss = lossSum / batches;
    if (order === undefined) {
      // With full batches the record tells where the parameters are now.
      loss = objective.evaluate(parameters, gradient);
      checkLoss(loss, epoch);
      gradientNorm = norm(gradient);
    }
    const value = monitored(record(epoch, loss, gradientNorm));
    if (value < best.value - (earlyStopping?.minimumImprovement ?? 0)) {
      best = { value, epoch, parameters: parameters.slice() };
    } else if (earlyStopping !== undefined && epoch - best.epoch >= earlyStopping.patience) {
      stopped = "early";
      break;
    }
    if (order === undefined && gradientNorm <= (options.gradientTolerance ?? 0)) {
      stopped = "tolerance";
      break;
    }
  }
  if (earlyStopping !== undefined) {
    return { parameters: best.parameters, history, stopped, bestEpoch: best.epoch };
  }
  return { parameters, history, stopped, bestEpoch: history[history.length - 1]!.epoch };
}

function checkSettings(objective: Objective, start: Float64Array, options: TrainingOptions) {
  checkOptions("train", options, [
    "optimiser",
    "learningRate",
    "epochs",
    "batchSize",
    "rng",
    "weightDecay",
    "clipNorm",
    "metrics",
    "earlyStopping",
    "gradientTolerance",
    "onEpoch",
  ]);
  if (start.length !== objective.dimension) {
    throw new DomainError(`start must have ${objective.dimension} parameters, got ${start.length}`);
  }
  checkInteger("epochs", options.epochs, 0);
  const { batchSize = objective.examples, gradientTolerance = 0 } = options;
  checkNonNegative("gradientTolerance", gradientTolerance);
  checkInteger("batchSize", batchSize, 1);
  if (batchSize < objective.examples && options.rng === undefined) {
    throw new DomainError("mini-batches need an rng for the order of the examples, got none");
  }
  const rate = options.learningRate;
  if (typeof rate !== "function") {
    if (rate === undefined) throw new DomainError("learningRate must be given, got none");
    checkPositive("learningRate", rate);
  }
  const { optimiser, metrics, onEpoch } = options;
  if (optimiser !== undefined) {
    checkFunction("optimiser.step", (optimiser as Optimiser | null)?.step);
  }
  if (metrics !== undefined) checkFunction("metrics", metrics);
  if (onEpoch !== undefined) checkFunction("onEpoch", onEpoch);
  if (options.clipNorm !== undefined) checkPositive("clipNorm", options.clipNorm);
  if (options.weightDecay !== undefined) checkNonNegative("weightDecay", options.weightDecay);
  if (options.earlyStopping !== undefined) {
    checkOptions("earlyStopping", options.earlyStopping, [
      "monitor",
      "patience",
      "minimumImprovement",
    ]);
    checkInteger("earlyStopping.patience", options.earlyStopping.patience, 1);
    const { minimumImprovement = 0 } = options.earlyStopping;
    checkNonNegative("earlyStopping.minimumImprovement", minimumImprovement);
  }
  return {
    optimiser: optimiser ?? gradientDescent(),
    learningRate: typeof rate === "number" ? () => rate : rate,
    batchSize,
    earlyStopping: options.earlyStopping,
  };
}

function clip(gradient: Float64Array, size: number, limit: number | undefined): void {
  if (limit === undefined || size <= limit) return;
  for (let i = 0; i < gradient.length; i++) gradient[i]! *= limit / size;
}
