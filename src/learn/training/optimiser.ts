import { checkBoolean } from "../../math/numeric/checkBoolean.js";
import { checkInterval, checkOptions, checkPositive } from "../../math/numeric/checks.js";

/** A rule that moves parameters against a gradient. It remembers: use a new one for each training. */
export interface Optimiser {
  readonly name: string;
  /** Moves `parameters` in place. */
  step(parameters: Float64Array, gradient: Float64Array, learningRate: number): void;
}

/** θ ← θ − r·g: gradient descent, stochastic where the gradient is a mini-batch's. */
export function gradientDescent(): Optimiser {
  return {
    name: "gradientDescent",
    step(parameters, gradient, learningRate) {
      for (let i = 0; i < parameters.length; i++) parameters[i]! -= learningRate * gradient[i]!;
    },
  };
}

/**
 * v ← μv + g, θ ← θ − r·v; with Nesterov's look-ahead θ ← θ − r·(g + μv).
 *
 * Source  Polyak (1964); Sutskever et al., "On the importance of initialization and momentum" (ICML 2013).
 */
export function momentum(
  options: { readonly momentum?: number; readonly nesterov?: boolean } = {},
): Optimiser {
  checkOptions("momentum", options, ["momentum", "nesterov"]);
  const { momentum: mu = 0.9, nesterov = false } = options;
  checkInterval("momentum", mu, 0, 1);
  checkBoolean("nesterov", nesterov);
  let velocity = new Float64Array(0);
  return {
    name: nesterov ? "nesterov" : "momentum",
    step(parameters, gradient, learningRate) {
      if (velocity.length === 0) velocity = new Float64Array(parameters.length);
      for (let i = 0; i < parameters.length; i++) {
        velocity[i] = mu * velocity[i]! + gradient[i]!;
        const move = nesterov ? gradient[i]! + mu * velocity[i]! : velocity[i]!;
        parameters[i]! -= learningRate * move;
      }
    },
  };
}

/**
 * s ← ρs + (1 − ρ)g², θ ← θ − r·g/(√s + ε).
 *
 * Source  Tieleman & Hinton, lecture 6.5 of Neural Networks for Machine Learning (2012).
 */
export function rmsProp(
  options: { readonly decay?: number; readonly epsilon?: number } = {},
): Optimiser {
  checkOptions("rmsProp", options, ["decay", "epsilon"]);
  const { decay = 0.9, epsilon = 1e-8 } = options;
  checkInterval("decay", decay, 0, 1);
  checkPositive("epsilon", epsilon);
  let squares = new Float64Array(0);
  return {
    name: "rmsProp",
    step(parameters, gradient, learningRate) {
      if (squares.length === 0) squares = new Float64Array(parameters.length);
      for (let i = 0; i < parameters.length; i++) {
        squares[i] = decay * squares[i]! + (1 - decay) * gradient[i]! ** 2;
        parameters[i]! -= (learningRate * gradient[i]!) / (Math.sqrt(squares[i]!) + epsilon);
      }
    },
  };
}

/**
 * m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², θ ← θ − r·m̂/(√ŝ + ε), with m̂ = m/(1 − β₁ᵗ), ŝ = s/(1 − β₂ᵗ).
 *
 * Source  Kingma & Ba, "Adam" (ICLR 2015), algorithm 1.
 */
export function adam(
  options: { readonly beta1?: number; readonly beta2?: number; readonly epsilon?: number } = {},
): Optimiser {
  checkOptions("adam", options, ["beta1", "beta2", "epsilon"]);
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  checkInterval("beta1", beta1, 0, 1);
  checkInterval("beta2", beta2, 0, 1);
  checkPositive("epsilon", epsilon);
  let means = new Float64Array(0);
  let squares = new Float64Array(0);
  let steps = 0;
  return {
    name: "adam",
    step(parameters, gradient, learningRate) {
      if (steps === 0) {
        means = new Float64Array(parameters.length);
        squares = new Float64Array(parameters.length);
      }
      steps++;
      const meanCorrection = 1 - beta1 ** steps;
      const squareCorrection = 1 - beta2 ** steps;
      for (let i = 0; i < parameters.length; i++) {
        means[i] = beta1 * means[i]! + (1 - beta1) * gradient[i]!;
        squares[i] = beta2 * squares[i]! + (1 - beta2) * gradient[i]! ** 2;
        const root = Math.sqrt(squares[i]! / squareCorrection) + epsilon;
        parameters[i]! -= (learningRate * means[i]!) / meanCorrection / root;
      }
    },
  };
}
