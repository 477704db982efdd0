import { inTurn, many, drawSimplex } from "./drawing.js";
import type { Rng } from "../../math/random/rng.js";
import type { Quantity, Size } from "./quantity.js";

/** A matrix of real numbers. */
export function matrix(rows: Size, columns: Size): Quantity {
  return {
    kind: "matrix",
    type: "matrix",
    words: `${rows}×${columns} matrix of real numbers`,
    sizes: [rows, columns],
    draw: ({ rng, sizeOf, extreme }) =>
      extreme === undefined
        ? many(sizeOf(rows), () => many(sizeOf(columns), () => rng.normal()))
        : extremeMatrix(rng, sizeOf(rows), sizeOf(columns), extreme),
  };
}

/** Of rank one, zero, with two equal rows, a column of zeros, huge, tiny, diagonal. */
function extremeMatrix(rng: Rng, rows: number, columns: number, extreme: number): number[][] {
  // Whole numbers and factors, so that what is singular is so to the last digit.
  const whole = many(rows, () => many(columns, () => 1 + rng.integer(9)));
  const [first = []] = whole;
  const shapes: readonly ((value: number, i: number, j: number) => number)[] = [
    (_, i, j) => first[j]! * 2 ** i,
    () => 0,
    (value, i, j) => (i === rows - 1 ? first[j]! : value),
    (value, _, j) => (j === 0 ? 0 : value),
    (value) => value * 100,
    (value) => value * 1e-6,
    (value, i, j) => (i === j ? value : 0),
  ];
  const shape = inTurn(shapes, extreme);
  return whole.map((row, i) => row.map((value, j) => shape(value, i, j)));
}

/** A symmetric positive definite matrix; widens to matrices that are not symmetric. */
export function symmetricPositive(size: Size): Quantity {
  return {
    kind: "symmetricPositive",
    type: "matrix",
    words: `symmetric positive definite ${size}×${size} matrix`,
    wider: "positive definite matrix, not symmetric",
    sizes: [size],
    draw: ({ rng, sizeOf, wide, extreme }) => {
      const n = sizeOf(size);
      if (extreme !== undefined) {
        // A small eigenvalue, a large one, nearly singular by correlation, all the same; the wider domain adds what is
        // not symmetric.
        const [head, tail, beside] = inTurn(
          [
            [1e-4, 1, 0],
            [1, 1, 1 - 1e-6],
            [1e4, 1, 0],
            [1, 1, 0],
            [1e-6, 1e-6, 0],
            [1e-15, 1, 0],
            [1e-15, 1e-15, 0],
          ] as const,
          extreme,
        );
        const turn = wide ? 1e-7 : 0;
        return many(n, (i) =>
          many(n, (j) => (i === j ? (i === 0 ? head : tail) : beside + (i < j ? turn : -turn))),
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
      const { rng, sizeOf, wide, extreme } = context;
      if (extreme !== undefined && !wide) {
        // One cell a row holds nearly everything, one of all, one row, one column; all are the same.
        const [height, width] = [sizeOf(rows), sizeOf(columns)];
        const shapes: readonly ((i: number, j: number) => boolean)[] = [
          (i, j) => j === i % width,
          (i, j) => i === 0 && j === 0,
          (i) => i === 0,
          (_, j) => j === width - 1,
          () => true,
        ];
        const shape = inTurn(shapes, extreme);
        const cells = many(height, (i) =>
          many(width, (j) => (shape(i, j) ? 1 : extreme % 2 === 0 ? 1e-9 : 1e-30)),
        );
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
      many(context.sizeOf(rows), (i) => {
        const { extreme, ...rest } = context;
        // Rows that are alike, then rows that differ.
        const turned =
          extreme === undefined ? rest : { ...rest, extreme: extreme + (extreme % 3) * i };
        return drawSimplex(turned, context.sizeOf(columns), true);
      }),
  };
}
