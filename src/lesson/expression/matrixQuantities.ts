import { pickOne, many, drawSimplex } from "./drawing.js";
import type { Quantity, Size } from "./quantity.js";

/** A matrix of real numbers. */
export function matrix(rows: Size, columns: Size): Quantity {
  return {
    kind: "matrix",
    type: "matrix",
    words: `${rows}×${columns} matrix of real numbers`,
    sizes: [rows, columns],
    draw: ({ rng, sizeOf, extreme = false }) => {
      if (!extreme) return many(sizeOf(rows), () => many(sizeOf(columns), () => rng.normal()));
      // Of rank one, or zero.
      const row = many(sizeOf(columns), () => rng.normal());
      const factor = pickOne(rng, [1, 1, 0]);
      return many(sizeOf(rows), (i) => row.map((value) => value * factor * 2 ** i));
    },
  };
}

/** A symmetric positive definite matrix; widens to matrices that are not symmetric. */
export function symmetricPositive(size: Size): Quantity {
  return {
    kind: "symmetricPositive",
    type: "matrix",
    words: `symmetric positive definite ${size}×${size} matrix`,
    wider: "positive definite matrix, not symmetric",
    sizes: [size],
    draw: ({ rng, sizeOf, wide, extreme = false }) => {
      const n = sizeOf(size);
      if (extreme) {
        // Small eigenvalues; the wider domain adds what is not symmetric.
        const turn = wide ? 1e-5 : 0;
        return many(n, (i) =>
          many(n, (j) => (i === j ? (i === 0 ? 1e-4 : 1) : i < j ? turn : -turn)),
        );
      }
      const root = many(n, () => many(n, () => rng.normal() * 0.6));
      const product = many(n, (i) =>
        many(
          n,
          (j) =>
            root[i]!.reduce((sum, value, k) => sum + value * root[j]![k]!, 0) + (i === j ? 0.8 : 0),
        ),
      );
      const symmetric = product.map((row, i) =>
        row.map((value, j) => (i <= j ? value : product[j]![i]!)),
      );
      if (!wide) return symmetric;
      return symmetric.map((row, i) =>
        row.map((value, j) => value + (i < j ? 0.3 : i > j ? -0.3 : 0)),
      );
    },
  };
}

/** A table of joint probabilities, all positive; widens to tables of positive numbers. */
export function joint(rows: Size, columns: Size): Quantity {
  return {
    kind: "joint",
    type: "matrix",
    range: { low: 0, high: 1 },
    words: `table of ${rows}×${columns} joint probabilities, none of them 0`,
    wider: "table of positive numbers",
    sizes: [rows, columns],
    sumsToOne: "table",
    draw: (context) => {
      const { rng, sizeOf, wide, extreme = false } = context;
      if (extreme && !wide) {
        // Nearly deterministic: one cell a row holds nearly everything.
        const width = sizeOf(columns);
        const cells = many(sizeOf(rows), (i) => many(width, (j) => (j === i % width ? 1 : 1e-9)));
        const sum = cells.flat().reduce((a, b) => a + b, 0);
        return cells.map((row) => row.map((value) => value / sum));
      }
      const raw = many(sizeOf(rows), () => many(sizeOf(columns), () => Math.exp(rng.normal())));
      if (wide) return raw;
      const total = raw.flat().reduce((a, b) => a + b, 0);
      return raw.map((row) => row.map((value) => value / total));
    },
  };
}

/** A distribution over `columns` outcomes for each of `rows` conditions; widens to positive tables. */
export function conditional(rows: Size, columns: Size): Quantity {
  return {
    kind: "conditional",
    type: "matrix",
    range: { low: 0, high: 1 },
    words: `table of ${rows} rows, each of them probabilities of ${columns} outcomes`,
    wider: "table of positive numbers",
    sizes: [rows, columns],
    sumsToOne: "rows",
    draw: (context) =>
      many(context.sizeOf(rows), () => drawSimplex(context, context.sizeOf(columns), true)),
  };
}
