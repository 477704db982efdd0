/** What an expression is. A `row` is a transposed vector; a `function` is a density or a linked function of `src`. */
export type ValueType = "scalar" | "integer" | "vector" | "row" | "matrix" | "function";

/** The types of the names in scope. */
export type TypeScope = (name: string) => ValueType | undefined;
