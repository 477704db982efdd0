import type { Integral } from "../../numeric/quadrature/integrate.js";

/** What quadrature and summation promise: relative to the value, or to 1 where the value is smaller. */
const PROMISE = 1e-10;

/** Whether a result is as good as promised. */
export const isSettled = ({ value, errorBound }: Integral): boolean =>
  errorBound <= PROMISE * Math.max(1, Math.abs(value));
