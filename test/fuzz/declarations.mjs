import ts from "typescript";

// What the library declares of itself, for whom draws arguments: a type is { kind, … }, read from the built declarations.

/** Types that arguments are drawn for by their name. */
const ALIASES = new Set(["Numbers", "Vector", "Nested", "Features", "JointTable", "TypedNumbers"]);

/** Experiments train for minutes; figures are drawn from what was checked; errors are made by the library. */
const LEFT_OUT = /^(DomainError|DivergenceError|experiments|Experiment)$|Figure$/;

/** Parts that a fit calls in its inner loop, after it checked everything: they check nothing twice. */
const PARTS =
  /^(inUnit|evaluate|hessian|step|forward|backward|outputs|logProbability|logIntervalProbability|start|checkTarget|isMass|curvature|slope|contains)$|^(.*Regression|.*Family|heteroscedasticNormal)\.mean$/;

/** Every public function by its path, `normal.fit`, and whether a method of what it answers can be called. */
export function readDeclarations(file) {
  const program = ts.createProgram([file], {
    skipLibCheck: true,
    strict: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    lib: ["lib.es2022.d.ts"],
  });
  const checker = program.getTypeChecker();
  const { Alias } = ts.SymbolFlags;
  const described = new Map();

  const describe = (type) => {
    const known = described.get(type);
    if (known !== undefined) return known;
    const made = {};
    described.set(type, made);
    return Object.assign(made, kindOf(type));
  };

  function kindOf(type) {
    const { flags } = type;
    const { TypeFlags } = ts;
    if (type.aliasSymbol !== undefined && ALIASES.has(type.aliasSymbol.name))
      return { kind: type.aliasSymbol.name };
    if (flags & TypeFlags.NumberLiteral) return { kind: "literal", value: type.value };
    if (flags & TypeFlags.StringLiteral) return { kind: "literal", value: type.value };
    if (flags & TypeFlags.Number) return { kind: "number" };
    if (flags & TypeFlags.String) return { kind: "string" };
    if (flags & TypeFlags.BooleanLike) return { kind: "boolean" };
    if (flags & TypeFlags.Null) return { kind: "null" };
    if (flags & (TypeFlags.Undefined | TypeFlags.Void)) return { kind: "undefined" };
    if (flags & TypeFlags.TypeParameter) {
      const constraint = checker.getBaseConstraintOfType(type);
      return constraint === undefined || constraint === type ? { kind: "any" } : kindOf(constraint);
    }
    if (type.isUnion()) return unionOf(type);
    if (flags & (TypeFlags.Object | TypeFlags.Intersection)) return objectOf(type);
    return { kind: "any" };
  }

  function unionOf(type) {
    const some = type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined));
    if (some.every((one) => one.flags & ts.TypeFlags.BooleanLike)) return { kind: "boolean" };
    const options = some.map(describe);
    const lists = options.filter(({ kind }) => kind === "list" || kind === "typed");
    // An optional list loses the name of its type.
    if (lists.length === options.length && lists.some(({ of }) => of?.kind === "number"))
      return { kind: lists.some(({ of }) => of?.kind === "any") ? "Numbers" : "Vector" };
    return options.length === 1 ? kindOf(some[0]) : { kind: "union", options };
  }

  function objectOf(type) {
    const name = type.symbol?.name ?? "";
    const [first] = checker.getTypeArguments?.(type) ?? [];
    if (/^(Readonly)?Array$|^ArrayLike$/.test(name)) return { kind: "list", of: describe(first) };
    if (/^[A-Z][a-z]+(8|16|32|64)(Clamped)?Array$/.test(name)) return { kind: "typed", name };
    // A Map is the language's, not the library's.
    if (name === "Map") return { kind: "any" };
    const signatures = type.getCallSignatures();
    return {
      kind: signatures.length > 0 ? "function" : "object",
      name: name.startsWith("__") ? "" : name,
      overloads: signatures.map(overloadOf),
      get properties() {
        return type.getProperties().map((property) => ({
          name: property.name,
          optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
          type: describe(checker.getTypeOfSymbol(property)),
        }));
      },
    };
  }

  const overloadOf = (signature) => ({
    parameters: signature.getParameters().map((symbol) => ({
      name: symbol.name.startsWith("__") ? "options" : symbol.name,
      optional:
        symbol.valueDeclaration !== undefined &&
        (symbol.valueDeclaration.questionToken !== undefined ||
          symbol.valueDeclaration.initializer !== undefined),
      type: describe(checker.getTypeOfSymbol(symbol)),
    })),
    get result() {
      return describe(checker.getReturnTypeOfSignature(signature));
    },
  });

  const targets = [];
  const collect = (path, type, depth) => {
    for (const overload of type.overloads ?? []) targets.push({ path, ...overloadWith(overload) });
    if (depth === 0 || (type.kind !== "function" && type.kind !== "object")) return;
    for (const property of type.properties) {
      const inner = [...path, property.name];
      if (!PARTS.test(property.name) && !PARTS.test(inner.join(".")))
        collect(inner, property.type, depth - 1);
    }
  };
  const module = checker.getSymbolAtLocation(program.getSourceFile(file));
  for (const symbol of checker.getExportsOfModule(module)) {
    const value = symbol.flags & Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (!(value.flags & ts.SymbolFlags.Value)) continue;
    const type = checker.getTypeOfSymbol(value);
    if (LEFT_OUT.test(symbol.name) || LEFT_OUT.test(type.symbol?.name ?? "")) continue;
    collect([symbol.name], describe(type), 2);
  }
  return targets;
}

const overloadWith = (overload) => ({
  parameters: overload.parameters,
  get result() {
    return overload.result;
  },
});

/** The methods that a type declares. */
export const methodsOf = (type) =>
  type.kind === "object" || type.kind === "function"
    ? type.properties.filter(
        ({ name, type: of }) =>
          of.overloads?.length > 0 &&
          !PARTS.test(name) &&
          !(name === "mean" && /Family$/.test(type.name)),
      )
    : [];
