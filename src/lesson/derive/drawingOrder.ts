import { ExpressionError } from "../expression/expressionError.js";
import type { Quantity } from "../expression/quantity.js";

/** The names of quantities in the order of drawing: sizes before what has them, distributions before their samples. */
export function drawingOrder(quantities: ReadonlyMap<string, Quantity>): string[] {
  const done: string[] = [];
  const visit = (name: string, path: readonly string[]): void => {
    if (done.includes(name)) return;
    const quantity = quantities.get(name);
    const asker = path.at(-1) ?? "";
    if (quantity === undefined) {
      throw new ExpressionError(
        `${asker} needs ${name}, which is no quantity: declare it, as in ${name}: nat(2, 5)`,
      );
    }
    if (path.includes(name)) {
      throw new ExpressionError(`${[...path, name].join(" needs ")}: a circle`);
    }
    for (const size of quantity.sizes) {
      if (typeof size === "string") visit(size, [...path, name]);
    }
    for (const before of quantity.after ?? []) visit(before, [...path, name]);
    done.push(name);
  };
  for (const name of quantities.keys()) visit(name, []);
  return done;
}
