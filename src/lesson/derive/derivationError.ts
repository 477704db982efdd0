import { pointAt } from "../expression/expressionError.js";
import type { DensityValue, QuantityValue } from "../expression/quantity.js";
import type { SourceLine } from "./source.js";

/** Where a step failed: the point and both values there. */
export interface Failure {
  readonly reason: string;
  readonly values?: ReadonlyMap<string, QuantityValue>;
  readonly left?: readonly number[];
  readonly right?: readonly number[];
  readonly hint?: string;
  /** Where in the line the part stands that is to blame; its beginning where it is absent. */
  readonly at?: number;
  /** Whether the expression could not be evaluated at all (an index out of range): a trivial kill. */
  readonly trivial?: boolean;
}

/** A step that does not hold, or was not tested as it must be. */
export class DerivationError extends Error {
  override readonly name = "DerivationError";
  readonly anchor: string;
  /** The number of the step, from 1; 0 for the first line and the declarations. */
  readonly step: number;
  readonly failure: Failure;

  constructor(anchor: string, step: number, failure: Failure, line?: SourceLine) {
    super(compose(anchor, step, failure, line));
    this.anchor = anchor;
    this.step = step;
    this.failure = failure;
  }
}

function compose(
  anchor: string,
  step: number,
  failure: Failure,
  line: SourceLine | undefined,
): string {
  const parts = [`derivation “${anchor}”${step > 0 ? `, step ${step}` : ""}: ${failure.reason}`];
  if (line !== undefined) {
    parts.push(pointAt({ line: line.text, at: failure.at ?? line.from, number: line.number }));
  }
  if (failure.left !== undefined && failure.right !== undefined) {
    parts.push(`  the line above is ${numbers(failure.left)}`);
    parts.push(`  this line is      ${numbers(failure.right)}`);
  }
  if (failure.values !== undefined) parts.push(`  at ${showPoint(failure.values)}`);
  if (failure.hint !== undefined) parts.push(`  ${failure.hint}`);
  return parts.join("\n");
}

const digits = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(12)));
const numbers = (values: readonly number[]): string =>
  values.length === 1 ? digits(values[0]!) : `[${values.map(digits).join(", ")}]`;

/** `K = 3, p = [0.2, 0.5, 0.3]` */
export function showPoint(values: ReadonlyMap<string, QuantityValue>): string {
  return [...values].map(([name, value]) => `${name} = ${showValue(value)}`).join(", ");
}

function showValue(value: QuantityValue): string {
  if (typeof value === "number") return short(value);
  if (Array.isArray(value)) {
    return `[${(value as readonly QuantityValue[]).map(showValue).join(", ")}]`;
  }
  const { means, factor } = value as DensityValue;
  return `a mixture of ${means.length} bell${means.length > 1 ? "s" : ""}${factor === 1 ? "" : ` times ${short(factor)}`}`;
}

const short = (value: number): string => String(Number(value.toPrecision(6)));
