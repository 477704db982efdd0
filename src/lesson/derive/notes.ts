import type { Failure } from "./derivationError.js";
import type { ReadDerivation } from "./readDerivation.js";
import type { SourceStep } from "./source.js";

/** Refuses notes such as `{uses p}` that name nothing, or stand beside the wrong relation. */
export function checkNotes(
  read: ReadDerivation,
  source: SourceStep,
  refuse: (failure: Failure) => never,
): void {
  const { space } = read;
  const inequality = "≤<≥>".includes(source.relation);
  for (const name of source.uses) {
    const quantity = space.quantities.get(name);
    if (quantity === undefined) refuse({ reason: `{uses ${name}}: ${name} is no quantity` });
    else if (quantity.wider === undefined) {
      refuse({ reason: `{uses ${name}}: a ${quantity.words} has no wider domain` });
    }
  }
  for (const name of source.variables) {
    if (!space.quantities.has(name)) {
      refuse({ reason: `${source.relation}[${name}]: ${name} is no quantity` });
    }
  }
  if (source.equalAt !== undefined && (!inequality || source.relation.match(/[<>]/))) {
    refuse({ reason: `{equal at …} belongs to ≤ and ≥, not to ${source.relation}` });
  }
  if (source.except !== undefined && !inequality && source.relation !== "=") {
    refuse({ reason: `{except …} belongs to = and to inequalities, not to ${source.relation}` });
  }
  if (source.is !== undefined && !read.links.has(source.is)) {
    refuse({
      reason: `{is ${source.is}}: no such link; there are ${[...read.links.keys()].join(", ") || "none"}`,
    });
  }
}
