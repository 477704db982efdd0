import { range, checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { linspace, joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { twoPanels } from "./panels.js";
import { seriesColour, seriesDash } from "./theme.js";

/** What a loss figure needs of a loss of one number; every scalar Loss of `losses/` has it. */
export interface DrawableLoss {
  readonly name: string;
  value(prediction: number, target: number): number;
  gradient(prediction: number, target: number): number;
}

export interface LossFigureOptions {
  readonly title: string;
  readonly losses: readonly DrawableLoss[];
  /** The target that stays fixed: 0 by default, so that the prediction is the residual. */
  readonly target?: number;
  readonly range: readonly [number, number];
  /** What is varied, with its unit: `"residual"`, `"logit z"`. */
  readonly x: string;
  /** `"loss"` by default; add the unit: `"loss, nats"`. */
  readonly y?: string;
  readonly alt?: string;
  readonly height?: number;
}

/** Any list of losses: left their values, right their gradients, over the prediction. */
export function lossFigure(options: LossFigureOptions): Figure {
  const { title, losses, target = 0, x, y = "loss", height } = options;
  checkNotEmpty("losses", losses);
  range("range", options.range);
  const [from, to] = options.range;
  const at = linspace(from, to, 241);
  const lines = (of: (loss: DrawableLoss, z: number) => number, second: boolean): Trace[] =>
    losses.map((loss, i) => ({
      type: "scatter",
      mode: "lines",
      name: loss.name,
      legendgroup: loss.name,
      showlegend: !second,
      x: at,
      y: at.map((z) => of(loss, z)),
      line: { color: seriesColour(i), dash: seriesDash(i), width: 2.5 },
      ...(second ? { xaxis: "x2", yaxis: "y2" } : {}),
    }));
  const values = lines((loss, z) => loss.value(z, target), false);
  const gradients = lines((loss, z) => loss.gradient(z, target), true);
  const descriptions = losses.map(
    (loss) =>
      `${loss.name} ${numberText(loss.value(from, target))} and ${numberText(loss.value(to, target))}`,
  );
  return {
    data: [...values, ...gradients],
    layout: twoPanels(
      title,
      [
        { heading: "value", x: { title: x }, y: { title: y } },
        { heading: "gradient", x: { title: x }, y: { title: `∂ loss / ∂ ${x.split(",")[0]}` } },
      ],
      height === undefined ? {} : { height },
    ),
    alt:
      options.alt ??
      `${withFullStop(title)} Values and gradients of ${joinWithAnd(losses.map((loss) => loss.name))} over ${x} from ${numberText(from)} to ` +
        `${numberText(to)} at target ${numberText(target)}; the values at the ends: ${joinWithAnd(descriptions)}.`,
  };
}
