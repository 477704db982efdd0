import { functions } from "./functions.js";
import type { ExpressionNode } from "./node.js";
import { at, brackets, squared, type Print, type Printed } from "./printed.js";
import { printExponential } from "./typesetBinary.js";
import { typesetName } from "./typesetName.js";

/** Functions whose argument stands without brackets where it is short. */
const bare = new Set("ln log2 log10 sin cos tanh sinh cosh sign max min lnΓ det".split(" "));

/** A call as it is written on paper. */
export function printCall(
  print: Print,
  node: Extract<ExpressionNode, { kind: "call" }>,
  small: boolean,
): Printed {
  const [a, b] = node.args;
  switch (node.name) {
    case "abs":
      return { tex: brackets(print(a!, small).tex, "|", "|"), level: 5 };
    case "norm":
      return {
        tex: `\\left\\lVert ${print(a!, small).tex}\\right\\rVert`,
        level: 5,
      };
    case "norm1":
    case "normInf":
      return {
        tex: `\\left\\lVert ${print(a!, small).tex}\\right\\rVert_{${node.name === "norm1" ? "1" : "\\infty"}}`,
        level: 5,
      };
    case "hadamard":
      return { tex: `${at(4, print(a!, small))}\\odot ${at(4, print(b!, small))}`, level: 3 };
    case "sqrt":
      return { tex: `\\sqrt{${print(a!, small).tex}}`, level: 5 };
    case "exp":
      return printExponential(print, a!, small);
    case "factorial":
      return { tex: `${at(5, print(a!, small))}!`, level: 4 };
    case "choose":
      return { tex: `\\binom{${print(a!, small).tex}}{${print(b!, small).tex}}`, level: 5 };
    case "dot":
      // An exponent on an exponent is an error of TeX.
      return { tex: `${at(5, print(a!, small))}^{\\top}${at(4, print(b!, small))}`, level: 3 };
    case "inv":
      return { tex: `${at(5, print(a!, small))}^{-1}`, level: 4 };
    case "transpose":
      return { tex: `${at(5, print(a!, small))}^{\\top}`, level: 4 };
    case "KL":
      return {
        tex: `\\operatorname{KL}(${print(a!, small).tex}\\,\\|\\,${print(b!, small).tex})`,
        level: 5,
      };
    case "normal": {
      const [x, mean, scale] = node.args;
      const inside = `${print(x!, true).tex};\\,${print(mean!, true).tex},\\,${print(squared(scale!), true).tex}`;
      return { tex: `\\mathcal N(${inside})`, level: 5 };
    }
    case "mvnormal":
    case "laplace":
    case "exponential":
    case "bernoulli":
    case "poisson":
    case "binomial":
    case "beta":
    case "gamma":
    case "student": {
      const [x, ...rest] = node.args.map((arg) => print(arg, true).tex);
      return {
        tex: `${functions[node.name]!.tex}(${x!};\\,${rest.join(",\\,")})`,
        level: 5,
      };
    }
  }
  const entry = functions[node.name];
  const name = entry?.tex ?? typesetName(node.name);
  if (node.args.length === 1 && bare.has(node.name)) {
    const argument = print(a!, small);
    const short =
      a!.kind === "name" ||
      a!.kind === "number" ||
      a!.kind === "index" ||
      (a!.kind === "binary" && a!.op === "/" && !small) ||
      (a!.kind === "call" && argument.level === 5 && argument.open !== true);
    return short
      ? { tex: `${name} ${argument.tex}`, level: 3, open: true }
      : { tex: `${name}${brackets(argument.tex)}`, level: 5 };
  }
  const inside = node.args.map((arg) => print(arg, small).tex).join(",\\,");
  return { tex: `${name}${brackets(inside)}`, level: 5 };
}
