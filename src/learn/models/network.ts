import { checkRng } from "../../math/random/checkRng.js";
import {
  checkCount,
  checkInteger,
  checkIsList,
  checkOptions,
  describeValue,
} from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import type { Vector } from "../../math/numeric/vector.js";
import type { Rng } from "../../math/random/rng.js";
import { featureMatrix } from "./features.js";
import type { Features } from "./features.js";

/** What stands between two layers. */
export type Activation = "tanh" | "relu";

/**
 * A fully connected network: a_0 = x, a_l = h(W_l a_{l−1} + b_l), and the last layer without h, so that its
 * outputs are raw: logits, means, log-rates. Without hidden layers it is a linear model.
 */
export interface Network {
  /** [D, hidden …, outputs]. */
  readonly sizes: readonly number[];
  readonly activation: Activation;
  readonly parameterCount: number;
  /**
   * Random parameters, layer by layer W_l [out × in] then b_l [out]; b is 0, W uniform with variance 2/(in + out)
   * for tanh (Glorot) and 2/in for relu (He).
   */
  initialise(rng: Rng): Float64Array;
  /** The raw outputs, [N, outputs]. */
  outputs(parameters: Vector, features: Features): Matrix;
  /** As `outputs`, and keeps what the backward pass needs. */
  forward(parameters: Vector, features: Matrix): ForwardPass;
  /**
   * The backward pass: from ∂J/∂outputs [N, outputs] to ∂J/∂parameters, which is added to `gradient`.
   *
   *     δ_L = ∂J/∂outputs,  ∂J/∂W_l = δ_lᵀ a_{l−1},  ∂J/∂b_l = Σ δ_l,  δ_{l−1} = (δ_l W_l) ⊙ h'(a_{l−1})
   */
  backward(
    parameters: Vector,
    pass: ForwardPass,
    outputGradient: Matrix,
    gradient: Float64Array,
  ): void;
}

/** The activations of every layer, a_0 = the features, the last = the raw outputs. */
export interface ForwardPass {
  readonly layers: readonly Matrix[];
}

/**
 * Describes a fully connected network; its parameters are one list that the optimisers move.
 *
 *     const net = network({ sizes: [64, 32, 10], activation: "relu" });
 *     const parameters = net.initialise(rng(1));
 *
 * Errors  DomainError if there are fewer than two sizes or one is not a whole number ≥ 1.
 * Source  Rumelhart, Hinton & Williams (1986), Nature 323; Goodfellow, Bengio & Courville (2016), §6.5.
 */
export function network(options: {
  readonly sizes: readonly number[];
  readonly activation?: Activation;
}): Network {
  checkOptions("network", options, ["sizes", "activation"]);
  const { sizes, activation = "tanh" } = options;
  checkIsList("sizes", sizes);
  if (sizes.length < 2) {
    throw new DomainError(`sizes must name inputs and outputs, got ${sizes.length} of them`);
  }
  sizes.forEach((size, l) => checkInteger(`sizes[${l}]`, size, 1));
  if (activation !== "tanh" && activation !== "relu") {
    throw new DomainError(`activation must be "tanh" or "relu", got ${describeValue(activation)}`);
  }
  const offsets = [0];
  for (let l = 1; l < sizes.length; l++) {
    offsets.push(offsets[l - 1]! + sizes[l]! * (sizes[l - 1]! + 1));
  }
  const parameterCount = offsets[sizes.length - 1]!;
  checkCount("the number of parameters", parameterCount, 2);
  const last = sizes.length - 1;

  const checked = (parameters: Vector): Float64Array => {
    if (parameters.length !== parameterCount) {
      throw new DomainError(
        `parameters must be ${parameterCount} numbers, got ${parameters.length}`,
      );
    }
    // One kind of array in the inner loops: engines are several times slower where two kinds meet.
    return parameters instanceof Float64Array ? parameters : Float64Array.from(parameters);
  };

  const forward = (parameterValues: Vector, features: Matrix): ForwardPass => {
    const parameters = checked(parameterValues);
    if (features.columns !== sizes[0]) {
      throw new DomainError(`features must have ${sizes[0]} columns, got ${features.columns}`);
    }
    const layers = [features];
    for (let l = 1; l <= last; l++) {
      const [inputs, outputs] = [sizes[l - 1]!, sizes[l]!];
      const bias = offsets[l - 1]! + outputs * inputs;
      const input = layers[l - 1]!.data;
      const layer = matrix(features.rows, outputs);
      for (let n = 0; n < features.rows; n++) {
        for (let o = 0; o < outputs; o++) {
          let sum = parameters[bias + o]!;
          const row = offsets[l - 1]! + o * inputs;
          for (let i = 0; i < inputs; i++) sum += parameters[row + i]! * input[n * inputs + i]!;
          if (l < last) sum = activation === "relu" ? Math.max(sum, 0) : Math.tanh(sum);
          layer.data[n * outputs + o] = sum;
        }
      }
      layers.push(layer);
    }
    return { layers };
  };

  return {
    sizes,
    activation,
    parameterCount,
    forward,
    outputs: (parameters, features) => forward(parameters, featureMatrix(features)).layers[last]!,
    initialise(rng) {
      checkRng(rng);
      const parameters = new Float64Array(parameterCount);
      for (let l = 1; l <= last; l++) {
        const [inputs, outputs] = [sizes[l - 1]!, sizes[l]!];
        const variance = activation === "relu" ? 2 / inputs : 2 / (inputs + outputs);
        const bound = Math.sqrt(3 * variance);
        for (let i = 0; i < inputs * outputs; i++) {
          parameters[offsets[l - 1]! + i] = bound * (2 * rng.uniform() - 1);
        }
      }
      return parameters;
    },
    backward(parameterValues, pass, outputGradient, gradient) {
      const parameters = checked(parameterValues);
      let delta = outputGradient;
      for (let l = last; l >= 1; l--) {
        const [inputs, outputs] = [sizes[l - 1]!, sizes[l]!];
        const start = offsets[l - 1]!;
        const input = pass.layers[l - 1]!.data;
        const previous = matrix(delta.rows, inputs);
        for (let n = 0; n < delta.rows; n++) {
          for (let o = 0; o < outputs; o++) {
            const d = delta.data[n * outputs + o]!;
            if (d === 0) continue;
            const row = start + o * inputs;
            for (let i = 0; i < inputs; i++) gradient[row + i]! += d * input[n * inputs + i]!;
            gradient[start + outputs * inputs + o]! += d;
            if (l === 1) continue;
            for (let i = 0; i < inputs; i++) {
              previous.data[n * inputs + i]! += d * parameters[row + i]!;
            }
          }
        }
        if (l === 1) break;
        // h' from the activation itself: 1 − a² for tanh; 1 where a > 0 for relu.
        for (let i = 0; i < previous.data.length; i++) {
          const a = input[i]!;
          previous.data[i]! *= activation === "relu" ? (a > 0 ? 1 : 0) : 1 - a * a;
        }
        delta = previous;
      }
    },
  };
}
