const TINY = 1e-300;

/**
 * A continued fraction 1/(b₁ + a₂/(b₂ + a₃/(b₃ + …))), one term after the other, by Lentz's method: the ratios of
 * successive numerators and denominators, of which none may become 0.
 *
 * Source  Thompson & Barnett (1986), J. Comput. Phys. 64, §III: the modified method of Lentz.
 */
export class ContinuedFraction {
  /** The fraction up to the last term. */
  value: number;
  #numerators = Infinity;
  #denominators: number;

  constructor(b: number) {
    this.#denominators = 1 / b;
    this.value = this.#denominators;
  }

  /** Goes on with a/(b + …); returns the factor by which that changed the value, 1 once it is settled. */
  add(a: number, b: number): number {
    this.#denominators = 1 / awayFromZero(b + a * this.#denominators);
    this.#numerators = awayFromZero(b + a / this.#numerators);
    const factor = this.#denominators * this.#numerators;
    this.value *= factor;
    return factor;
  }
}

const awayFromZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);
