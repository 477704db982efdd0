// Entropy, cross-entropy and divergence: the chains of section 1.
import { crossEntropy, entropy, klDivergence } from "../../../../src/math/information/index.js";
import {
  conditional,
  density,
  interval,
  joint,
  nat,
  positive,
  real,
  samples,
  simplex,
} from "../../../../src/lesson/expression/index.js";
import { derivation } from "./derivation.js";

const K = nat(2, 6);
const p = simplex("K", { open: true });
const q = simplex("K", { open: true });

export const informationDerivations = [
  derivation(
    "surprisal-adds",
    { a: interval(0, 1), b: interval(0, 1) },
    { where: { "s(x)": "−ln x" } },
  )`
    Surprises of independent events add up
    s(a b)
    = −ln(a b)          ; the surprisal of a probability
    = −(ln a + ln b)    ; the logarithm turns a product into a sum
    = −ln a − ln b      ; open the bracket
    = s(a) + s(b)       ; two surprisals
  `,
  derivation("surprisal-in-bits", { p: interval(0, 1) })`
    From nats to bits: a change of base
    −log2(p)
    = −ln p / ln 2      ; change of base
    = ln(1/p) / ln 2    ; a minus sign turns the fraction over
  `,
  derivation(
    "entropy-is-expected-surprisal",
    { K, p: simplex("K") },
    { links: { entropy: [entropy, "p"] } },
  )`
    Entropy is the expected surprisal
    E[x~p | −ln p[x]]
    = Σ[k=1..K] p[k] (−ln p[k])    ; an expectation weighs every outcome with its probability
    = −Σ[k=1..K] p[k] ln p[k]      ; the sign is common to all terms
    = H(p)                         ; this sum has a name  {is entropy}
  `,
  derivation("entropy-at-most-ln-k", { K, p })`
    No distribution is less certain than the uniform one
    H(p)
    = Σ[k=1..K] p[k] ln (1/p[k])                 ; the minus sign turns the fraction over
    = ln K + Σ[k=1..K] p[k] ln (1/(K p[k]))      ; take out $\ln K$, since the weights sum to one  {uses p}
    ≤ ln K + Σ[k=1..K] p[k] (1/(K p[k]) − 1)     ; $\ln x\le x-1$, equal only at $x=1$  {equal at p = [1/K | k=1..K]}
    = ln K + 1 − Σ[k=1..K] p[k]                  ; K terms of $1/K$ make 1
    = ln K                                       ; the probabilities sum to one  {uses p}
  `,
  derivation("entropy-not-negative", { K, p: simplex("K") })`
    Entropy is never negative, and zero only when nothing is open
    H(p)
    = −Σ[k=1..K] p[k] ln p[k]       ; definition
    = Σ[k=1..K] p[k] ln (1/p[k])    ; the minus sign turns the fraction over
    ≥ Σ[k=1..K] p[k] (1 − p[k])     ; $-\ln x\ge 1-x$, equal only at $x=1$  {equal at p = [(k = 1) | k=1..K]}
    ≥ 0                             ; no probability exceeds one  {uses p} {equal at p = [(k = 1) | k=1..K]}
  `,
  derivation("uniform-entropy", { K })`
    The entropy of K equally likely outcomes
    H([1/K | k=1..K])
    = −Σ[k=1..K] (1/K) ln (1/K)     ; every outcome has probability $1/K$
    = −ln (1/K)                     ; K equal terms
    = ln K                          ; the minus sign turns the fraction over
  `,
  derivation("gibbs", { K, p, q })`
    Gibbs’ inequality: the divergence is never negative
    KL(p, q)
    = −Σ[k=1..K] p[k] ln (q[k]/p[k])          ; definition, with the quotient turned over
    ≥ −Σ[k=1..K] p[k] (q[k]/p[k] − 1)         ; $\ln x\le x-1$, equal only at $x=1$  {equal at q = p}
    = Σ[k=1..K] p[k] − Σ[k=1..K] q[k]         ; multiply out
    = 0                                       ; both sum to one  {uses p, q}
  `,
  derivation(
    "cross-entropy-splits",
    { K, p, q },
    { links: { crossEntropy: [crossEntropy, "p", "q"], klDivergence: [klDivergence, "p", "q"] } },
  )`
    Cross-entropy is entropy plus divergence
    CE(p, q)
    = −Σ[k=1..K] p[k] ln q[k]                                  ; the code of q, paid at the frequencies of p  {is crossEntropy}
    = −Σ[k=1..K] p[k] ln (p[k] q[k]/p[k])                      ; multiply and divide by $p_k$
    = −Σ[k=1..K] p[k] ln p[k] − Σ[k=1..K] p[k] ln (q[k]/p[k])  ; the log of a product
    = −Σ[k=1..K] p[k] ln p[k] + Σ[k=1..K] p[k] ln (p[k]/q[k])  ; turn the quotient over
    = H(p) + KL(p, q)                                          ; the two sums have names
  `,
  derivation("cross-entropy-at-least-entropy", { K, p, q })`
    The wrong code is never shorter
    CE(p, q)
    = H(p) + KL(p, q)    ; cross-entropy splits
    ≥ H(p)               ; the divergence is not negative  {uses p, q} {equal at q = p}
  `,
  derivation("minimising-cross-entropy", { K, p, q })`
    Minimising cross-entropy, minimising the divergence and finding p are the same
    argmin[q] CE(p, q)
    = argmin[q] (H(p) + KL(p, q))    ; cross-entropy splits
    = argmin[q] KL(p, q)             ; $H(p)$ does not depend on $q$
    = p                              ; the divergence is zero there and positive elsewhere  {uses p}
  `,
  derivation("cross-entropy-up-to-a-constant", { K, p, q })`
    For the model, cross-entropy and divergence differ by a constant
    CE(p, q)
    ≐[q] CE(p, q) − H(p)                      ; the entropy of the truth does not move with the model
    = Σ[k=1..K] p[k] (ln p[k] − ln q[k])      ; one sum
    = KL(p, q)                                ; a difference of logarithms is the log of a quotient
  `,
  derivation("empirical-cross-entropy", {
    K: nat(2, 3),
    N: nat(3, 3),
    p: simplex("K"),
    q,
    x: samples("p", "N"),
  })`
    From an expectation to a loss that can be computed
    CE(p, q)
    = E[k~p | −ln q[k]]             ; cross-entropy is an expectation under the truth
    ≈ (1/N) Σ[n=1..N] (−ln q[x[n]]) ; the mean over N independent samples has this expectation
    = −(1/N) Σ[n=1..N] ln q[x[n]]   ; the sign is common: the empirical cross-entropy
  `,
  derivation("maximum-likelihood", { K, N: nat(2, 5), q, p: simplex("K"), x: samples("p", "N") })`
    Maximum likelihood minimises the empirical cross-entropy
    argmax[q] Π[n=1..N] q[x[n]]
    = argmax[q] ln(Π[n=1..N] q[x[n]])         ; the logarithm grows, so the maximiser stays
    = argmax[q] Σ[n=1..N] ln q[x[n]]          ; the log of a product
    = argmin[q] (−Σ[n=1..N] ln q[x[n]])       ; turning the sign turns a maximum into a minimum
    = argmin[q] (−(1/N) Σ[n=1..N] ln q[x[n]]) ; a positive factor changes nothing
  `,
  derivation("jensen-shannon-as-entropies", { K, p, q })`
    Jensen–Shannon: what mixing adds to the entropy
    JS(p, q)
    = ½ Σ[k=1..K] p[k] ln (2 p[k]/(p[k] + q[k])) + ½ Σ[k=1..K] q[k] ln (2 q[k]/(p[k] + q[k]))  ; half of each divergence to the middle
    = −½ Σ[k=1..K] (p[k] + q[k]) ln ((p[k] + q[k])/2) + ½ Σ[k=1..K] p[k] ln p[k] + ½ Σ[k=1..K] q[k] ln q[k]  ; sort the logarithms
    = H([(p[k] + q[k])/2 | k=1..K]) − (H(p) + H(q))/2    ; three entropies
  `,
  derivation("jensen-shannon-at-most-ln-2", { K, p: simplex("K"), q: simplex("K") })`
    Jensen–Shannon is at most ln 2
    JS(p, q)
    = ½ Σ[k=1..K] p[k] ln (p[k]/((p[k] + q[k])/2)) + ½ Σ[k=1..K] q[k] ln (q[k]/((p[k] + q[k])/2))  ; definition
    ≤ ½ Σ[k=1..K] p[k] ln 2 + ½ Σ[k=1..K] q[k] ln 2    ; the middle is at least half of each  {equal at p = [(k = 1) | k=1..K], q = [(k = 2) | k=1..K]}
    = ½ ln 2 + ½ ln 2                                  ; both sum to one  {uses p, q}
    = ln 2                                             ; two halves
  `,
  derivation(
    "chain-rule-of-entropy",
    { K: nat(2, 4), M: nat(2, 4), P: joint("K", "M") },
    { where: { "a(k)": "Σ[j=1..M] P[k,j]" } },
  )`
    The chain rule: what is open about a pair
    −Σ[k=1..K] Σ[m=1..M] P[k,m] ln P[k,m]
    = −Σ[k=1..K] Σ[m=1..M] P[k,m] ln (a(k) P[k,m]/a(k))                                              ; multiply and divide by the marginal
    = −Σ[k=1..K] Σ[m=1..M] P[k,m] ln a(k) − Σ[k=1..K] Σ[m=1..M] P[k,m] ln (P[k,m]/a(k))              ; the log of a product
    = −Σ[k=1..K] a(k) ln a(k) − Σ[k=1..K] Σ[m=1..M] P[k,m] ln (P[k,m]/a(k))                          ; the inner sum is the marginal: $H(x)+H(y\mid x)$
  `,
  derivation(
    "mutual-information",
    { K: nat(2, 4), M: nat(2, 4), P: joint("K", "M") },
    { where: { "a(k)": "Σ[j=1..M] P[k,j]", "b(m)": "Σ[i=1..K] P[i,m]" } },
  )`
    Mutual information: what one tells about the other
    Σ[k=1..K] Σ[m=1..M] P[k,m] ln (P[k,m]/(a(k) b(m)))
    = Σ[k=1..K] Σ[m=1..M] P[k,m] (ln P[k,m] − ln a(k) − ln b(m))         ; the log of a quotient
    = Σ[k=1..K] Σ[m=1..M] P[k,m] ln P[k,m] − Σ[k=1..K] a(k) ln a(k) − Σ[m=1..M] b(m) ln b(m)  ; inner sums are marginals
    = H([a(k) | k=1..K]) + H([b(m) | m=1..M]) + Σ[k=1..K] Σ[m=1..M] P[k,m] ln P[k,m]        ; $H(x)+H(y)-H(x,y)$
  `,
  derivation(
    "joint-loss-splits",
    { K: nat(2, 4), M: nat(2, 4), x: nat(1, 2), y: nat(1, 2), Q: joint("K", "M") },
    { where: { "m(x)": "Σ[j=1..M] Q[x,j]", "c(y, x)": "Q[x,y]/m(x)" } },
  )`
    A generative model pays for x as well: joint = conditional + marginal
    −ln Q[x,y]
    = −ln (m(x) Q[x,y]/m(x))      ; multiply and divide by the marginal of x
    = −ln (m(x) c(y, x))          ; Bayes: $q(x,y)=q(x)\,q(y\mid x)$
    = −ln c(y, x) − ln m(x)       ; the discriminative loss, and the cost of describing x
  `,
  derivation(
    "conditioning-lowers-entropy",
    {
      K: nat(2, 4),
      M: nat(2, 4),
      p: simplex("K", { open: true }),
      C: conditional("K", "M"),
      r: simplex("M", { open: true }),
    },
    { where: { "b(m)": "Σ[i=1..K] p[i] C[i,m]" } },
  )`
    Knowing x can only help, on average
    Σ[m=1..M] b(m) ln b(m) − Σ[k=1..K] p[k] Σ[m=1..M] C[k,m] ln C[k,m]
    = −Σ[k=1..K] p[k] Σ[m=1..M] C[k,m] ln (C[k,m]/b(m))   ; write $b_m=\sum_i p_i C_{i,m}$ out and sort
    ≤ −Σ[k=1..K] p[k] Σ[m=1..M] C[k,m] (1 − b(m)/C[k,m])  ; $\ln x\ge 1-1/x$  {equal at C = [r | k=1..K]} {uses p}
    = −Σ[k=1..K] p[k] Σ[m=1..M] (C[k,m] − b(m))           ; multiply out
    = 0                                                   ; all rows, and with them $b$, sum to one  {uses p}
  `,
  derivation("differential-entropy-scales", { a: positive, w: positive })`
    A narrow density has a low entropy, and it may be negative
    ∫[x=0..a w] (1/(a w)) (−ln (1/(a w)))
    = −ln (1/(a w))       ; the density is constant and its integral one
    = ln w + ln a         ; $h(aX)=h(X)+\ln a$
  `,
  derivation("normal-entropy", { μ: real, s: positive })`
    The entropy of a normal density
    E[x~normal(μ, s) | −ln normal(x, μ, s)]
    = E[x~normal(μ, s) | ½ ln(2π s²) + (x − μ)²/(2 s²)]       ; minus the log of the bell
    = ½ ln(2π s²) + E[x~normal(μ, s) | (x − μ)²]/(2 s²)       ; expectation is linear
    = ½ ln(2π s²) + ½                                         ; the mean squared deviation is $s^2$
    = ½ ln(2π e s²)                                           ; $\ln e=1$
  `,
  derivation("density-cross-entropy-splits", { p: density(), q: density() })`
    The same for densities: cross-entropy is entropy plus divergence
    CE(p, q)
    = ∫[x=−∞..∞] p(x) (−ln q(x))                                      ; definition
    = ∫[x=−∞..∞] p(x) (−ln p(x)) + ∫[x=−∞..∞] p(x) ln (p(x)/q(x))     ; add and subtract $\ln p(x)$
    = H(p) + KL(p, q)                                                 ; entropy and divergence
  `,
  derivation("kl-of-two-normals", { μ: real, ν: real, s: positive, t: positive })`
    The divergence between two normal densities
    E[x~normal(μ, s) | ln (normal(x, μ, s)/normal(x, ν, t))]
    = ln (t/s) + E[x~normal(μ, s) | (x − ν)²/(2 t²) − (x − μ)²/(2 s²)]   ; the log of a quotient of two bells
    = ln (t/s) + (s² + (μ − ν)²)/(2 t²) − ½                              ; $\mathbb E(x-\nu)^2=s^2+(\mu-\nu)^2$
  `,
];
