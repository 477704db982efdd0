import { compareSides, flat } from "../../../src/lesson/derive/compare.js";
import type { Space } from "../../../src/lesson/derive/space.js";
import type { Line } from "../../../src/lesson/derive/line.js";
import type { ExpressionNode } from "../../../src/lesson/expression/node.js";
import { typesetName } from "../../../src/lesson/expression/typesetName.js";
import { typeOf } from "../../../src/lesson/expression/typeOf.js";
import { readTex, UnreadTex, type KnownNames } from "../expression/readTex.js";

/** How each name of a derivation is printed; with `()` where it may be called. */
export function namesFor(space: Space): KnownNames {
  const { values, callables } = space.vocabulary;
  return new Map([
    ...[...values].map((name) => [typesetName(name), name] as const),
    ...[...callables].map((name) => [`${typesetName(name)}()`, name] as const),
  ]);
}

/** Whether what was printed has the value of what was written, at a few points. */
export function readsBack(
  space: Space,
  written: ExpressionNode,
  printed: string,
  names: KnownNames,
): string {
  let read: ExpressionNode;
  try {
    read = readTex(printed, names, (node) => typeOf(node, space.typeOfName) === "matrix");
  } catch (error) {
    if (error instanceof UnreadTex) return `unreadable: ${error.message}`;
    throw error;
  }
  const both = [space.line(written), space.line(read)] as const;
  const orders = both.map(({ order }) => order);
  if (orders[0]?.kind !== orders[1]?.kind) return `another order: ${printed}`;
  const [a, b] = orders;
  if (a !== undefined && b !== undefined) {
    const order = haveOneValue(space, [a.of, b.of], printed);
    if (order !== "the same") return order;
  }
  return haveOneValue(space, both, printed);
}

function haveOneValue(
  space: Space,
  [mine, theirs]: readonly [Line, Line],
  printed: string,
): string {
  const random = space.rng(1);
  const narrow = new Set(space.widening);
  for (let i = 0, used = 0; used < 4 && i < 40; i++) {
    const point = space.draw(random, narrow, 0.1);
    const environment = space.environment(space.arithmetics.float, point);
    if (!(flat(mine.float(environment)) as number[]).every(Number.isFinite)) continue;
    used++;
    const { verdict } = compareSides(space.arithmetics, (F) => {
      const at = space.environment(F, point);
      return [mine.value(F, at), theirs.value(F, at)];
    });
    if (verdict !== "equal") return `another value: ${printed}`;
  }
  return "the same";
}
