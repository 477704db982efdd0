// From Bernoulli and categorical likelihoods to the losses of classifiers: sections 3, 3a, 3b and 4.
import {
  binaryCrossEntropyWithLogits,
  brier,
  crossEntropyWithLogits,
  crossEntropyWithLogitsAndLabel,
  labelSmoothing,
  weightedBinaryCrossEntropyWithLogits,
} from "../../../../src/math/losses/index.js";
import {
  bit,
  classIndex,
  counts,
  interval,
  nat,
  oneHot,
  positive,
  positives,
  real,
  simplex,
  vector,
} from "../../../../src/lesson/expression/index.js";
import { derivation } from "./derivation.js";

const K = nat(2, 5);
const z = vector("K");

export const classificationDerivations = [
  derivation(
    "bce",
    { y: bit, z: real },
    {
      where: { p: "σ(z)" },
      links: { binaryCrossEntropyWithLogits: [binaryCrossEntropyWithLogits, "z", "y"] },
    },
  )`
    From the Bernoulli likelihood to binary cross-entropy
    −ln(p^y (1−p)^(1−y))
    = −(y ln p + (1−y) ln(1−p))               ; the log of a product, then of a power
    = −y ln σ(z) − (1−y) ln(1−σ(z))           ; put in $p=\sigma(z)$
    = y softplus(−z) + (1−y) softplus(z)      ; $\operatorname{softplus}(z)=-\ln\sigma(-z)$
    = softplus(z) − y z                       ; $\operatorname{softplus}(-z)=\operatorname{softplus}(z)-z$  {is binaryCrossEntropyWithLogits}
  `,
  derivation(
    "bce-gradient",
    { y: bit, z: real },
    { links: { gradient: [binaryCrossEntropyWithLogits.gradient, "z", "y"] } },
  )`
    The gradient of binary cross-entropy is prediction minus truth
    d/dz (softplus(z) − y z)
    = e^z/(1 + e^z) − y     ; $\frac{d}{dz}\ln(1+e^z)$ by the chain rule
    = 1/(1 + e^(−z)) − y    ; divide above and below by $e^z$
    = σ(z) − y              ; the sigmoid  {is gradient}
  `,
  derivation("logit-inverts-sigmoid", { p: interval(0, 1) })`
    The logit is the sigmoid turned round
    σ(ln (p/(1 − p)))
    = 1/(1 + e^(−ln (p/(1 − p))))   ; definition of the sigmoid
    = 1/(1 + (1 − p)/p)             ; the exponential undoes the logarithm  {uses p}
    = p                             ; one fraction
  `,
  derivation("mse-on-a-sigmoid", { y: bit, z: real })`
    Squared error on a sigmoid has a dead gradient
    d/dz (½ (σ(z) − y)²)
    = (σ(z) − y) d/dz (σ(z))        ; the chain rule
    = (σ(z) − y) σ(z) (1 − σ(z))    ; vanishes wherever the model is certain, right or wrong
  `,
  derivation("binomial", { N: nat(2, 8), k: nat(0, 2), p: interval(0, 1) })`
    The binomial coefficient is absorbed
    −ln(choose(N, k) p^k (1−p)^(N−k))
    = −ln choose(N, k) − ln(p^k (1−p)^(N−k))          ; the log of a product
    = −ln choose(N, k) − k ln p − (N−k) ln(1−p)       ; and of powers  {uses p}
    ≐[p] −k ln p − (N−k) ln(1−p)                      ; the coefficient does not depend on $p$
  `,
  derivation(
    "multinomial",
    { K, c: counts("K"), p: simplex("K", { open: true }) },
    { where: { n: "Σ[k=1..K] c[k]" } },
  )`
    From the multinomial likelihood to cross-entropy
    −ln(n!/(Π[k=1..K] c[k]!) Π[k=1..K] p[k]^c[k])
    = −ln (n!/(Π[k=1..K] c[k]!)) − ln(Π[k=1..K] p[k]^c[k])    ; the log of a product
    ≐[p] −ln(Π[k=1..K] p[k]^c[k])                             ; the coefficient is constant in $p$
    = −Σ[k=1..K] ln(p[k]^c[k])                                ; the log of a product
    = −Σ[k=1..K] c[k] ln p[k]                                 ; and of a power
  `,
  derivation("one-hot-leaves-one-term", { K, m: classIndex("K"), p: simplex("K", { open: true }) })`
    With a single trial one term is left
    −Σ[k=1..K] (k = m) ln p[k]
    = −Σ[k=1..K, k=m] ln p[k]    ; all other terms are zero
    = −ln p[m]                   ; and this is the one that is left
  `,
  derivation(
    "softmax-cross-entropy",
    { K, z, t: positives("K") },
    {
      where: { p: "softmax(z)" },
      links: { crossEntropyWithLogits: [crossEntropyWithLogits, "z", "t"] },
    },
  )`
    Cross-entropy from logits: log-sum-exp minus what the target picks
    −Σ[k=1..K] t[k] ln p[k]
    = −Σ[k=1..K] t[k] ln (e^z[k]/Σ[j=1..K] e^z[j])           ; softmax
    = −Σ[k=1..K] t[k] (z[k] − LSE(z))                        ; the log of a quotient
    = (Σ[k=1..K] t[k]) LSE(z) − Σ[k=1..K] t[k] z[k]          ; multiply out  {is crossEntropyWithLogits}
  `,
  derivation(
    "softmax-cross-entropy-gradient",
    { K, j: classIndex("K"), z, t: simplex("K") },
    {
      where: { p: "softmax(z)" },
      links: {
        gradient: [
          (logits: number[], target: number[], component: number) =>
            crossEntropyWithLogits.gradient(logits, target)[component - 1],
          "z",
          "t",
          "j",
        ],
      },
    },
  )`
    Its gradient is prediction minus truth
    d/dz[j] ((Σ[k=1..K] t[k]) LSE(z) − Σ[k=1..K] t[k] z[k])
    = (Σ[k=1..K] t[k]) d/dz[j] (LSE(z)) − t[j]                            ; only one term of the last sum contains $z_j$
    = (Σ[k=1..K] t[k]) e^z[j]/Σ[k=1..K] e^z[k] − t[j]                     ; the derivative of a logarithm, and of its argument
    = (Σ[k=1..K] t[k]) p[j] − t[j]                                        ; softmax: for targets of any sum
    = p[j] − t[j]                                                         ; the target sums to one  {uses t} {is gradient}
  `,
  derivation(
    "label-cross-entropy",
    { K, y: classIndex("K"), z },
    { links: { crossEntropyWithLogitsAndLabel: [crossEntropyWithLogitsAndLabel, "z", "y − 1"] } },
  )`
    With a class index: how far the right logit stays behind
    −ln (e^z[y]/Σ[k=1..K] e^z[k])
    = ln (Σ[k=1..K] e^z[k]/e^z[y])            ; the minus sign turns the fraction over
    = ln (Σ[k=1..K] e^(z[k] − z[y]))          ; one fraction a term
    = ln (1 + Σ[k=1..K, k≠y] e^(z[k] − z[y])) ; the term of the label is 1  {is crossEntropyWithLogitsAndLabel}
  `,
  derivation("softmax-ignores-shifts", { K, k: classIndex("K"), z, c: real })`
    Softmax does not notice a common shift
    e^(z[k] + c)/Σ[j=1..K] e^(z[j] + c)
    = e^c e^z[k]/(e^c Σ[j=1..K] e^z[j])    ; the exponential of a sum
    = e^z[k]/Σ[j=1..K] e^z[j]              ; the common factor cancels
    = softmax(z)[k]                        ; so subtract the largest logit first
  `,
  derivation("two-classes-are-binary", { y: bit, z: real }, { where: { "s(a)": "ln(e^0 + e^a)" } })`
    Two classes with logits 0 and z are the binary loss
    −y (z − s(z)) − (1 − y) (0 − s(z))
    = y s(z) − y z + (1 − y) s(z)   ; open the brackets
    = s(z) − y z                    ; $y+(1-y)=1$
    = softplus(z) − y z             ; $e^0=1$
  `,
  derivation(
    "label-smoothing",
    { K, y: classIndex("K"), z, ε: interval(0, 1) },
    {
      where: { p: "softmax(z)" },
      links: {
        labelSmoothing: [
          (logits: number[], label: number, smoothing: number) =>
            labelSmoothing({ smoothing }).value(logits, label),
          "z",
          "y − 1",
          "ε",
        ],
      },
    },
  )`
    Label smoothing: a little of every class
    −Σ[k=1..K] ((1 − ε) (k = y) + ε/K) ln p[k]
    = −(1 − ε) Σ[k=1..K] (k = y) ln p[k] − (ε/K) Σ[k=1..K] ln p[k]    ; two sums
    = −(1 − ε) ln p[y] − (ε/K) Σ[k=1..K] ln p[k]                      ; the indicator leaves one term  {is labelSmoothing}
  `,
  derivation(
    "smoothing-as-a-penalty",
    { K, y: classIndex("K"), p: simplex("K", { open: true }), ε: interval(0, 1) },
    { where: { u: "[1/K | k=1..K]" } },
  )`
    Label smoothing pulls the prediction towards the uniform distribution
    −(1 − ε) ln p[y] − (ε/K) Σ[k=1..K] ln p[k]
    = −(1 − ε) ln p[y] + ε CE(u, p)                 ; the cross-entropy of the uniform distribution
    = −(1 − ε) ln p[y] + ε (ln K + KL(u, p))        ; cross-entropy splits
    ≐[p] −(1 − ε) ln p[y] + ε KL(u, p)              ; $\varepsilon\ln K$ is constant
  `,
  derivation("weighted-mean", { N: nat(2, 5), w: positives("N"), a: vector("N"), c: positive })`
    A weighted mean divides by the weights, so their scale does not matter
    (Σ[n=1..N] c w[n] a[n])/(Σ[n=1..N] c w[n])
    = c (Σ[n=1..N] w[n] a[n])/(c Σ[n=1..N] w[n])    ; a common factor of both sums
    = (Σ[n=1..N] w[n] a[n])/Σ[n=1..N] w[n]          ; it cancels
  `,
  derivation(
    "weighted-binary-loss",
    { y: bit, z: real, c: positive },
    {
      links: {
        weightedBinary: [
          (logit: number, target: number, posWeight: number) =>
            weightedBinaryCrossEntropyWithLogits({ posWeight }).value(logit, target),
          "z",
          "y",
          "c",
        ],
        weightedGradient: [
          (logit: number, target: number, posWeight: number) =>
            weightedBinaryCrossEntropyWithLogits({ posWeight }).gradient(logit, target),
          "z",
          "y",
          "c",
        ],
      },
    },
  )`
    Weighing the ones changes where the gradient vanishes
    d/dz (c y softplus(−z) + (1 − y) softplus(z))
    = −c y σ(−z) + (1 − y) σ(z)           ; the derivative of softplus is the sigmoid
    = −c y (1 − σ(z)) + (1 − y) σ(z)      ; $\sigma(-z)=1-\sigma(z)$
    = σ(z) (1 + (c − 1) y) − c y          ; sort by $\sigma(z)$  {is weightedGradient}
  `,
  derivation("log-score-is-proper", {
    K,
    p: simplex("K", { open: true }),
    q: simplex("K", { open: true }),
  })`
    The log loss is strictly proper: honesty is the best policy
    E[k~p | −ln q[k]]
    = CE(p, q)             ; the expected log loss is a cross-entropy
    ≥ H(p)                 ; Gibbs  {uses p, q} {equal at q = p}
  `,
  derivation(
    "brier-score-is-proper",
    { K, y: classIndex("K"), p: simplex("K"), q: simplex("K") },
    { links: { brier: [brier, "q", "y − 1"] } },
  )`
    The Brier score is strictly proper
    argmin[q] E[y_0~p | Σ[k=1..K] (q[k] − (k = y_0))²]
    = argmin[q] Σ[k=1..K] (q[k]² − 2 q[k] p[k])    ; square, and take the expectation of the indicator: $p_k$  {uses p}
    = argmin[q] Σ[k=1..K] (q[k] − p[k])²           ; complete the square
    = p                                            ; a sum of squares is least where it is zero  {uses p}
  `,
  derivation("absolute-error-is-improper", { p: interval(0, 1), q: interval(0, 1) })`
    The expected absolute error is linear in the forecast, so it rewards exaggeration
    E[y~bernoulli(p) | |y − q|]
    = p |1 − q| + (1 − p) |q|     ; two cases
    = p (1 − q) + (1 − p) q       ; probabilities lie between 0 and 1  {uses q}
    = p + (1 − 2 p) q             ; least at $q=0$ or $q=1$, never at $q=p$
  `,
  derivation("one-hot-entropy", { K, t: oneHot("K"), p: simplex("K", { open: true }) })`
    For a one-hot target, cross-entropy is the divergence: its best value is zero
    KL(t, p)
    = Σ[k=1..K] t[k] ln t[k] − Σ[k=1..K] t[k] ln p[k]   ; the log of a quotient
    = CE(t, p)                                          ; $1\ln 1=0\ln 0=0$  {uses t}
  `,
];
