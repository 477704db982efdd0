// Generative classifiers, imbalance, noisy labels and privacy: sections 2 and 5.
import {
  focal,
  generalisedCrossEntropy,
  inverseOneHotCrossEntropy,
  negativeLearning,
  reverseLabelCrossEntropy,
  symmetricCrossEntropy,
} from "../../../../src/math/losses/index.js";
import {
  bit,
  classIndex,
  interval,
  matrix,
  nat,
  positive,
  real,
  simplex,
  symmetricPositive,
  vector,
} from "../../../../src/lesson/expression/index.js";
import { derivation } from "./derivation.js";

const K = nat(2, 5);
const z = vector("K");
const p = simplex("K", { open: true });

export const laterDerivations = [
  derivation("lda-is-softmax-linear", {
    K: nat(2, 4),
    D: nat(1, 3),
    k: classIndex("K"),
    x: vector("D"),
    μ: matrix("K", "D"),
    S: symmetricPositive("D"),
    π_0: simplex("K", { open: true }),
  })`
    Gaussians with a shared covariance give a score that is linear in x
    ln π_0[k] − ½ dot(x − μ[k], S^−1 (x − μ[k]))
    = ln π_0[k] − ½ dot(x, S^−1 x) + ½ dot(x, S^−1 μ[k]) + ½ dot(μ[k], S^−1 x) − ½ dot(μ[k], S^−1 μ[k])   ; multiply out
    ≐[k] ln π_0[k] + ½ dot(x, S^−1 μ[k]) + ½ dot(μ[k], S^−1 x) − ½ dot(μ[k], S^−1 μ[k])                   ; the square of $x$ is the same for all classes
    = ln π_0[k] + dot(S^−1 μ[k], x) − ½ dot(μ[k], S^−1 μ[k])                                               ; $S$ is symmetric: $w_k=S^{-1}\mu_k$  {uses S}
  `,
  derivation("bayes-is-softmax", {
    K,
    y: classIndex("K"),
    a: vector("K"),
    π_0: simplex("K", { open: true }),
  })`
    Bayes’ rule is a softmax of log joint probabilities
    π_0[y] e^a[y]/Σ[k=1..K] π_0[k] e^a[k]
    = e^(ln π_0[y] + a[y])/Σ[k=1..K] e^(ln π_0[k] + a[k])      ; with $a_k=\ln p(x\mid k)$
    = softmax([ln π_0[k] + a[k] | k=1..K])[y]                  ; softmax
  `,
  derivation(
    "focal",
    { z: real, γ: positive, α: interval(0, 1) },
    {
      links: {
        focal: [
          (logit: number, gamma: number, alpha: number) => focal({ gamma, alpha }).value(logit, 1),
          "z",
          "γ",
          "α",
        ],
      },
    },
  )`
    The focal loss of a positive example, without cancellation
    −α (1 − σ(z))^γ ln σ(z)
    = −α σ(−z)^γ ln σ(z)                       ; $1-\sigma(z)=\sigma(-z)$
    = α (e^(−softplus(z)))^γ softplus(−z)      ; $\ln\sigma(z)=-\operatorname{softplus}(-z)$
    = α e^(−γ softplus(z)) softplus(−z)        ; a power of a power  {is focal}
  `,
  derivation(
    "focal-gradient",
    { z: real, γ: positive },
    {
      where: { a: "softplus(z)", b: "softplus(−z)" },
      links: {
        gradient: [
          (logit: number, gamma: number) => focal({ gamma, alpha: null }).gradient(logit, 1),
          "z",
          "γ",
        ],
      },
    },
  )`
    The gradient of the focal loss
    d/dz (e^(−γ a) b)
    = e^(−γ a) d/dz (softplus(−z)) − γ e^(−γ a) b d/dz (softplus(z))   ; the product rule
    = −e^(−γ a) σ(−z) − γ e^(−γ a) b σ(z)                              ; the derivative of softplus is the sigmoid
    = e^(−γ a) (−γ σ(z) b − (1 − σ(z)))                                ; take out the common factor  {is gradient}
  `,
  derivation("focal-without-focus", { z: real, y: bit }, { where: { p_t: "σ(z)" } })`
    With $\gamma=0$ nothing is faded
    −(1 − p_t)^0 ln p_t
    = −ln p_t            ; a zeroth power is 1
    = softplus(−z)       ; cross-entropy
  `,
  derivation(
    "symmetric-cross-entropy",
    { K, y: classIndex("K"), z, A: interval(-8, -0.5), α: positive, β: positive },
    {
      where: { p: "softmax(z)" },
      links: {
        symmetricCrossEntropy: [
          (logits: number[], label: number, alpha: number, beta: number, logZero: number) =>
            symmetricCrossEntropy({ alpha, beta, logZero }).value(logits, label),
          "z",
          "y − 1",
          "α",
          "β",
          "A",
        ],
      },
    },
  )`
    Symmetric cross-entropy: the label is doubted too, with $A$ for $\ln 0$
    −α ln p[y] − β (p[y] ln 1 + Σ[k=1..K, k≠y] p[k] A)
    = −α ln p[y] − β A Σ[k=1..K, k≠y] p[k]     ; $\ln 1=0$
    = −α ln p[y] − β A (1 − p[y])              ; the other probabilities make up the rest  {is symmetricCrossEntropy}
  `,
  derivation("reverse-cross-entropy-is-absolute-error", { K, y: classIndex("K"), p })`
    With $A=-2$ the reverse cross-entropy is the absolute error
    2 (1 − p[y])
    = (1 − p[y]) + Σ[k=1..K, k≠y] p[k]       ; the others make up the rest  {uses p}
    = |1 − p[y]| + Σ[k=1..K, k≠y] |p[k]|     ; nothing is negative  {uses p}
    = Σ[k=1..K] |(k = y) − p[k]|             ; one sum
  `,
  derivation("generalised-limit-cross-entropy", { p: interval(0, 1), κ: interval(0, 1) })`
    Generalised cross-entropy lies between cross-entropy …
    (1 − p^κ)/κ
    = (1 − e^(κ ln p))/κ                 ; a power as an exponential
    = −ln p (e^(κ ln p) − 1)/(κ ln p)    ; multiply and divide by $-\ln p$
    →[κ→0] −ln p                         ; $(e^u-1)/u$ tends to 1 with $u$: cross-entropy
  `,
  derivation("generalised-limit-absolute", { p: interval(0, 1), κ: interval(0, 1) })`
    … and the absolute error
    ∫[u=p..1] u^(κ − 1)
    = 1/κ − p^κ/κ           ; the area below a power of u, from p to 1
    = (1 − p^κ)/κ           ; one fraction
    →[κ→1] 1 − p            ; half of the absolute error $\sum_k|\delta_{ky}-p_k|$
  `,
  derivation(
    "generalised-cross-entropy-gradient",
    { K, y: classIndex("K"), j: classIndex("K"), z, κ: interval(0, 1) },
    {
      where: { p: "softmax(z)" },
      links: {
        gradient: [
          (logits: number[], label: number, component: number, kappa: number) =>
            generalisedCrossEntropy({ kappa }).gradient(logits, label)[component - 1],
          "z",
          "y − 1",
          "j",
          "κ",
        ],
      },
    },
  )`
    Generalised cross-entropy weighs each example with $p_y^\kappa$
    d/dz[j] ((1 − p[y]^κ)/κ)
    = −p[y]^(κ − 1) d/dz[j] (p[y])                ; the power rule: $\kappa$ cancels
    = −p[y]^(κ − 1) p[y] ((j = y) − p[j])         ; the derivative of softmax
    = p[y]^κ (p[j] − (j = y))                     ; cross-entropy’s gradient, times $p_y^\kappa$  {is gradient}
  `,
  derivation(
    "inverse-one-hot",
    { K, y: classIndex("K"), z },
    {
      where: { "p": "softmax(z)", "o(k)": "(k = y)" },
      links: {
        inverseOneHot: [
          (logits: number[], label: number) => inverseOneHotCrossEntropy().value(logits, label),
          "z",
          "y − 1",
        ],
      },
    },
  )`
    Inverse one-hot: turn label and prediction round, then take the cross-entropy
    −Σ[k=1..K] (1 − o(k)) ln(1 − p[k])
    = −Σ[k=1..K] (k ≠ y) ln(1 − p[k])     ; $1-y$ is one for every class but the label
    = −Σ[k=1..K, k≠y] ln(1 − p[k])        ; so the label’s term is left out  {is inverseOneHot}
  `,
  derivation("inverse-one-hot-completes", { K, y: classIndex("K"), p })`
    Cross-entropy plus its inverse is binary cross-entropy, class by class
    −ln p[y] − Σ[k=1..K, k≠y] ln(1 − p[k])
    = −Σ[k=1..K] (k = y) ln p[k] − Σ[k=1..K, k≠y] ln(1 − p[k])            ; one term as a sum over all classes
    = −Σ[k=1..K] (k = y) ln p[k] − Σ[k=1..K] (k ≠ y) ln(1 − p[k])         ; and the others as well
    = −Σ[k=1..K] ((k = y) ln p[k] + (k ≠ y) ln(1 − p[k]))                 ; one sum
    = −Σ[k=1..K] ((k = y) ln p[k] + (1 − (k = y)) ln(1 − p[k]))           ; a class is the label or it is not
  `,
  derivation(
    "reverse-label",
    { K, y: classIndex("K"), z },
    {
      where: { p: "softmax(z)" },
      links: { reverseLabel: [reverseLabelCrossEntropy, "z", "y − 1"] },
    },
  )`
    The reversed label: every class but the right one
    −Σ[k=1..K] ((1 − (k = y))/(K − 1)) ln p[k]
    = −(1/(K − 1)) Σ[k=1..K] (1 − (k = y)) ln p[k]    ; a common factor
    = −(1/(K − 1)) Σ[k=1..K, k≠y] ln p[k]             ; the label’s term is zero  {is reverseLabel}
  `,
  derivation(
    "negative-learning-gradient",
    { K, c: classIndex("K"), j: classIndex("K"), z },
    {
      where: { p: "softmax(z)" },
      links: {
        gradient: [
          (logits: number[], label: number, component: number) =>
            negativeLearning.gradient(logits, label)[component - 1],
          "z",
          "c − 1",
          "j",
        ],
      },
    },
  )`
    Negative learning pushes the wrong class down
    d/dz[j] (−ln(1 − p[c]))
    = −d/dz[j] (1 − p[c])/(1 − p[c])         ; the chain rule
    = d/dz[j] (p[c])/(1 − p[c])              ; a constant has no derivative
    = p[c] ((j = c) − p[j])/(1 − p[c])       ; the derivative of softmax  {is gradient}
  `,
  derivation(
    "symmetric-losses-are-robust",
    { K, y: classIndex("K"), η: interval(0, 1), ℓ: vector("K") },
    { where: { c: "Σ[k=1..K] ℓ[k]" } },
  )`
    A loss whose sum over the classes is constant does not mind uniform label noise
    (1 − η) ℓ[y] + (η/(K − 1)) Σ[k=1..K, k≠y] ℓ[k]
    = (1 − η) ℓ[y] + (η/(K − 1)) (c − ℓ[y])            ; all but one term of the sum $c$
    = (1 − η − η/(K − 1)) ℓ[y] + η c/(K − 1)           ; sort by $\ell_y$
    = (1 − η K/(K − 1)) ℓ[y] + η c/(K − 1)             ; a positive factor as long as $\eta<(K-1)/K$
  `,
  derivation("absolute-error-is-symmetric", { K, p })`
    The absolute error is such a loss
    Σ[y=1..K] Σ[k=1..K] |(k = y) − p[k]|
    = Σ[y=1..K] ((1 − p[y]) + Σ[k=1..K, k≠y] p[k])    ; nothing is negative  {uses p}
    = Σ[y=1..K] 2 (1 − p[y])                          ; the others make up the rest  {uses p}
    = 2 (K − 1)                                       ; the same for every prediction  {uses p}
  `,
  derivation(
    "epsilon-of-output-perturbation",
    { D: nat(1, 3), b: vector("D"), v: vector("D"), n: positive, Λ: positive, ε: positive },
    { where: { β: "n Λ ε/2" } },
  )`
    How much the density of the noise can change
    (e^(−β ‖b‖))/(e^(−β ‖b + v‖))
    = e^(β (‖b + v‖ − ‖b‖))                ; a quotient of exponentials
    ≤ e^(β ‖v‖)                            ; the triangle inequality  {equal at b = v}
    = e^(n Λ ε ‖v‖/2)                      ; at sensitivity $\lVert v\rVert\le 2/(n\Lambda)$ this is $e^{\varepsilon}$
  `,
  derivation("epsilon-of-objective-perturbation", {
    n: positive,
    Λ: positive,
    ε: interval(0.1, 4),
    c: positive,
    Δ: positive,
  })`
    Where the extra regularisation comes from
    2 ln(1 + c/(n (Λ + c/(n (e^(ε/4) − 1)) − Λ)))
    = 2 ln(1 + c/(c/(e^(ε/4) − 1)))    ; $\Lambda$ and $n$ cancel
    = 2 ln(e^(ε/4))                    ; $1+(e^{\varepsilon/4}-1)$
    = ε/2                              ; so half of $\varepsilon$ is left for the noise
  `,
  derivation("logistic-curvature", { z: real })`
    The logistic loss is nowhere more curved than a quarter
    d/dz (d/dz (softplus(z)))
    = σ(z) (1 − σ(z))                   ; the derivative of the sigmoid
    = ¼ − (σ(z) − ½)²                   ; complete the square
    ≤ ¼                                 ; a square is not negative  {equal at z = 0}
  `,
  derivation("gradient-of-the-norm", {
    D: nat(1, 3),
    j: classIndex("D"),
    w: vector("D"),
    Λ: positive,
  })`
    What the penalty adds to the gradient
    d/dw[j] (½ Λ ‖w‖²)
    = ½ Λ d/dw[j] (Σ[i=1..D] w[i]²)    ; the squared norm is a sum of squares
    = Λ w[j]                           ; one term contains $w_j$
  `,
];
