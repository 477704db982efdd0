import { fileURLToPath } from "node:url";
import { readDeclarations } from "./declarations.mjs";

/** The built library as the fuzz needs it: its functions, their declared parameters, its families and losses. */
export async function builtLibrary() {
  const L = await import("../../dist/esm/index.js");
  const declarations = fileURLToPath(new URL("../../dist/types/index.d.ts", import.meta.url));
  const targets = readDeclarations(declarations);
  const byName = new Map(targets.map((target) => [target.path.join("."), target]));
  return {
    L,
    targets,
    families: L.allFamilies.filter(({ familyName }) => byName.has(familyName)),
    familyTypes: new Map(
      L.allFamilies.map(({ familyName }) => [
        familyName,
        byName.get(familyName).parameters[0].type,
      ]),
    ),
    losses: L.allLosses,
    regressionFamilies: Object.keys(L)
      .filter((name) => /^(.*Regression|heteroscedasticNormal)$/.test(name))
      .filter((name) => typeof L[name] === "object")
      .map((name) => L[name]),
  };
}
