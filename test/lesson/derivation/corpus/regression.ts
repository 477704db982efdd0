// From densities of a real number or a count to losses; penalties as priors: sections 3 and 3b.
import {
  gaussianNegativeLogLikelihoodWithLogVariance,
  halfSquaredError,
  laplaceNegativeLogLikelihood,
  pinball,
  poissonNegativeLogLikelihood,
} from "../../../../src/math/losses/index.js";
import { interval, nat, positive, real, vector } from "../../../../src/lesson/expression/index.js";
import { derivation } from "./derivation.js";

export const regressionDerivations = [
  derivation(
    "mse-from-gaussian",
    { y: real, μ: real, s: positive },
    { links: { halfSquaredError: [halfSquaredError, "μ", "y"] } },
  )`
    Squared error is the negative log-likelihood of a Gaussian
    −ln normal(y, μ, s)
    = ½ ln(2π s²) + (y − μ)²/(2 s²)    ; minus the log of the bell
    ≐[μ] (y − μ)²/(2 s²)               ; the constant does not depend on $\mu$
    ∝[μ] ½ (y − μ)²                    ; nor does the factor $1/s^2$  {is halfSquaredError}
  `,
  derivation("mean-minimises-squared-error", { N: nat(2, 5), y: vector("N"), μ: real })`
    The constant that minimises squared error is the mean
    argmin[μ] Σ[n=1..N] (y[n] − μ)²
    = argmin[μ] (N μ² − 2 μ Σ[n=1..N] y[n])    ; square; what does not contain $\mu$ is dropped
    = (1/N) Σ[n=1..N] y[n]                     ; where the derivative $2N\mu-2\sum_n y_n$ is zero
  `,
  derivation(
    "learned-variance",
    { y: real, μ: real, s: real },
    {
      links: {
        gaussianNll: [
          (mean: number, logVariance: number, target: number) =>
            gaussianNegativeLogLikelihoodWithLogVariance({ full: true }).value(
              [mean, logVariance],
              target,
            ),
          "μ",
          "s",
          "y",
        ],
      },
    },
  )`
    A Gaussian that learns its own spread, with s the log of the variance
    −ln normal(y, μ, √(e^s))
    = ½ ln(2π e^s) + (y − μ)²/(2 e^s)          ; minus the log of the bell, with variance $e^s$
    = ½ (s + (y − μ)² e^(−s)) + ½ ln(2π)       ; $\ln e^s=s$  {is gaussianNll}
  `,
  derivation("learned-variance-gradient", { y: real, μ: real, s: real })`
    The spread is learned from the squared residual
    d/ds (½ (s + (y − μ)² e^(−s)))
    = ½ (1 + (y − μ)² d/ds (e^(−s)))   ; term by term
    = ½ (1 − (y − μ)² e^(−s))          ; zero where $e^s=(y-\mu)^2$
  `,
  derivation(
    "laplace",
    { y: real, μ: real, b: positive },
    {
      links: {
        laplaceNll: [
          (prediction: number, target: number, scale: number) =>
            laplaceNegativeLogLikelihood({ scale, full: true }).value(prediction, target),
          "μ",
          "y",
          "b",
        ],
      },
    },
  )`
    Absolute error is the negative log-likelihood of a Laplace density
    −ln laplace(y, μ, b)
    = −ln (e^(−|y − μ|/b)/(2 b))      ; the density
    = |y − μ|/b + ln(2 b)             ; the log undoes the exponential  {is laplaceNll}
    ≐[μ] |y − μ|/b                    ; the normaliser is constant
    ∝[μ] |y − μ|                      ; the scale is a factor
  `,
  derivation(
    "pinball",
    { y: real, q: real, τ: interval(0, 1) },
    {
      links: {
        pinball: [
          (prediction: number, target: number, quantile: number) =>
            pinball({ quantile }).value(prediction, target),
          "q",
          "y",
          "τ",
        ],
      },
    },
  )`
    The quantile loss in one line
    τ (y − q) (y ≥ q) + (1 − τ) (q − y) (y < q)
    = τ (y − q) (y ≥ q) + (1 − τ) (q − y) (1 − (y ≥ q))   ; one of the two cases holds
    = (1 − τ) (q − y) + (y − q) (y ≥ q)                   ; $\tau+(1-\tau)=1$
    = max(τ (y − q), (τ − 1) (y − q))                     ; the larger of two lines  {is pinball}
  `,
  derivation(
    "poisson",
    { y: nat(0, 8), z: real },
    {
      where: { λ: "e^z" },
      links: {
        poissonNll: [
          (prediction: number, target: number) =>
            poissonNegativeLogLikelihood({ full: true }).value(prediction, target),
          "z",
          "y",
        ],
      },
    },
  )`
    Counts: the Poisson loss with a log link
    −ln poisson(y, λ)
    = −ln (λ^y e^(−λ)/y!)        ; the mass function
    = λ − y ln λ + ln(y!)        ; the log of a product
    = e^z − y z + ln(y!)         ; put in $\lambda=e^z$  {is poissonNll}
  `,
  derivation("poisson-gradient", { y: nat(0, 8), z: real })`
    The gradient is rate minus count
    d/dz (e^z − y z + ln(y!))
    = d/dz (e^z) − y     ; term by term; the last is constant
    = e^z − y            ; prediction minus truth, again
  `,
  derivation("poisson-mean", { λ: interval(0.1, 6) })`
    The rate of a Poisson distribution is its mean
    E[y~poisson(λ) | y]
    = Σ[y=1..∞] y λ^y e^(−λ)/y!                    ; the term of 0 is 0
    = λ e^(−λ) Σ[y=1..∞] λ^(y − 1)/(y − 1)!        ; $y/y!=1/(y-1)!$
    = λ e^(−λ) e^λ                                 ; the exponential series
    = λ                                            ; they cancel
  `,
  derivation("exponential-loss", { y: positive, z: real })`
    Waiting times: the exponential distribution with a log link
    −ln exponential(y, e^(−z))
    = −ln(e^(−z)) + e^(−z) y     ; the log of the density
    = z + y e^(−z)               ; $\ln e^{-z}=-z$
  `,
  derivation("ridge-is-a-gaussian-prior", { D: nat(1, 3), w: vector("D"), s: positive, a: real })`
    A Gaussian prior on the weights is an L2 penalty
    a² − ln(Π[i=1..D] normal(w[i], 0, s))
    = a² − Σ[i=1..D] ln normal(w[i], 0, s)                     ; the log of a product
    = a² + Σ[i=1..D] (w[i]²/(2 s²) + ½ ln(2π s²))              ; minus the log of the bell
    ≐[w] a² + ‖w‖²/(2 s²)                                          ; the normaliser does not depend on $w$
  `,
  derivation("lasso-is-a-laplace-prior", { D: nat(1, 3), w: vector("D"), b: positive })`
    A Laplace prior on the weights is an L1 penalty
    −ln(Π[i=1..D] laplace(w[i], 0, b))
    = −Σ[i=1..D] ln laplace(w[i], 0, b)        ; the log of a product
    = Σ[i=1..D] (|w[i]|/b + ln(2 b))           ; the density
    ≐[w] (1/b) Σ[i=1..D] |w[i]|                ; the normaliser does not depend on $w$
  `,
  derivation("map-is-penalised-likelihood", {
    N: nat(2, 4),
    y: vector("N"),
    μ: real,
    s: positive,
    t: positive,
  })`
    Maximum a posteriori: the posterior's best point minimises loss plus penalty
    argmax[μ] ((Π[n=1..N] normal(y[n], μ, s)) normal(μ, 0, t))
    = argmin[μ] (−Σ[n=1..N] ln normal(y[n], μ, s) − ln normal(μ, 0, t))    ; minus the logarithm turns the order round
    = argmin[μ] (Σ[n=1..N] (y[n] − μ)²/(2 s²) + μ²/(2 t²))                 ; constants dropped
    = argmin[μ] (Σ[n=1..N] (y[n] − μ)² + (s²/t²) μ²)                       ; times $2s^2$: the penalty's weight is $s^2/t^2$
    = (Σ[n=1..N] y[n])/(N + s²/t²)                                         ; the mean, drawn towards zero
  `,
];
