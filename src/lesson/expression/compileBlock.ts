import { fail, isNumeric, type Compilation } from "./compilation.js";
import type { ExpressionNode } from "./node.js";
import type { Compiled, Environment } from "./scope.js";

/** `[a, b]` is a vector; `[A, B; C, D]` puts numbers, columns, rows and matrices side by side and below each other. */
export function compileBlock<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "block" }>,
): Compiled {
  const parts = node.rows.map((row) => row.map((part) => ({ part, ...c.compile(part) })));
  const [first = []] = parts;
  if (parts.length === 1) {
    const odd = first.find(({ type }) => !isNumeric(type));
    if (odd === undefined)
      return { type: "vector", run: (env) => first.map(({ run }) => run(env)) };
    if (first.length === 1) fail("a list in brackets holds numbers", odd.part);
  }
  const width = first.length;
  if (parts.some((row) => row.length !== width)) {
    fail("every row of a matrix has as many parts as the first", node);
  }
  const tableOf = ({ type, run, part }: (typeof first)[number], env: Environment): T[][] => {
    const value = run(env);
    if (isNumeric(type)) return [[value as T]];
    if (type === "vector") return (value as T[]).map((cell) => [cell]);
    if (type === "row") return [value as T[]];
    return type === "matrix" ? (value as T[][]) : fail(`a ${type} is no part of a matrix`, part);
  };
  return {
    type: "matrix",
    run: (env) =>
      parts.flatMap((row): T[][] => {
        const tables = row.map((one) => tableOf(one, env));
        const height = tables[0]!.length;
        const odd = tables.findIndex((table) => table.length !== height);
        if (odd > 0) {
          fail(`${tables[odd]!.length} rows stand beside ${height}`, row[odd]!.part);
        }
        return Array.from({ length: height }, (_, i) => tables.flatMap((table) => table[i]!));
      }),
  };
}
