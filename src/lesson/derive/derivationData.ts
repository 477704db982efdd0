import type { DerivationData, DerivationStep } from "../../outputs/derivation.js";
import { typeset, typesetCondition } from "../expression/typeset.js";
import { typesetName } from "../expression/typesetName.js";
import type { CheckedStep } from "./check.js";
import { alignedTex, noteOf, typesetRelation } from "./display.js";
import type { ReadDerivation } from "./readDerivation.js";

/** `f(x, k)` as TeX. */
function typesetHead(head: string): string {
  const [name = "", list] = head.replace(/\)\s*$/u, "").split("(");
  if (list === undefined) return typesetName(name.trim());
  const parameters = list.split(",").map((part) => typesetName(part.trim()));
  return `${typesetName(name.trim())}(${parameters.join(",\\,")})`;
}

/** What a tested derivation shows: its lines in TeX, and with what each step was tested. */
export function derivationData(
  read: ReadDerivation,
  checked: readonly CheckedStep[],
): DerivationData {
  const { space, source } = read;
  const steps = checked.map(
    ({ source: step, line, equalAt, exceptions, points, tested }, i): DerivationStep => {
      const text = step.text.slice(step.from, step.to).trim();
      return {
        number: i + 1,
        relation: step.relation,
        relationTex: typesetRelation(
          step.relation,
          step.variables.map(typesetName),
          step.limit === undefined ? undefined : typeset(space.parse(step.limit)),
        ),
        tex: line === undefined ? text.replace(/^\$|\$$/g, "") : typeset(line.tree),
        source: text,
        reason: step.reason,
        points,
        tested,
        uses: step.uses,
        ...(equalAt.length === 0
          ? {}
          : {
              equalAt: equalAt
                .map(({ name, line: value }) => `${typesetName(name)}=${typeset(value.tree)}`)
                .join(",\\;"),
            }),
        ...(exceptions.length === 0
          ? {}
          : { except: exceptions.map(({ tree }) => typesetCondition(tree)).join(",\\;") }),
        ...(step.is === undefined ? {} : { is: step.is }),
        ...(step.untested === undefined ? {} : { untested: step.untested }),
      };
    },
  );
  const tested = steps.filter((step) => step.untested === undefined);
  const points = tested.length === 0 ? 0 : Math.min(...tested.map((step) => step.points));
  const start = typeset(read.start.tree);
  return {
    version: 1,
    anchor: read.anchor,
    title: source.title,
    quantities: [...space.quantities].map(([name, quantity]) => ({
      name,
      tex: typesetName(name),
      domain: quantity.words,
    })),
    definitions: [...space.definitionTrees].map(([head, tree]) => ({
      name: head,
      tex: `${typesetHead(head)}=${typeset(tree)}`,
    })),
    start,
    startSource: source.start.text.slice(source.start.from, source.start.to).trim(),
    steps,
    points,
    tex: alignedTex(start, steps),
    note: noteOf(points, steps),
  };
}
