import { functions } from "./functions.js";
import type { ExpressionNode } from "./node.js";
import { at, brackets, squared, type Printed } from "./printed.js";
import { printBinary } from "./typesetBinary.js";
import { printCall } from "./typesetCall.js";
import { printBlock, printCases } from "./typesetBlock.js";
import { splitName, typesetName } from "./typesetName.js";

/** TeX of an expression, without delimiters. */
export function typeset(node: ExpressionNode): string {
  return print(node, false).tex;
}

/** `small` says that the text stands in an exponent or an index, where a fraction is a slash. */
function print(node: ExpressionNode, small: boolean): Printed {
  switch (node.kind) {
    case "number": {
      const [mantissa = "", exponent] = node.text.split("e");
      return exponent === undefined
        ? { tex: mantissa, level: 5 }
        : { tex: `${mantissa}\\cdot10^{${exponent}}`, level: 3 };
    }
    case "name":
      return {
        tex: node.name === "∞" ? "\\infty" : node.name === "e" ? "e" : typesetName(node.name),
        level: 5,
      };
    case "index":
      return printIndex(node);
    case "call":
      return printCall(print, node, small);
    case "negate": {
      const body = print(node.body, small);
      return { tex: `-${at(3, body)}`, level: 2, ...(body.open === true ? { open: true } : {}) };
    }
    case "binary":
      return printBinary(print, node, small);
    case "compare": {
      const signs = { "=": "=", "≠": "\\ne ", "<": "<", "≤": "\\le ", ">": ">", "≥": "\\ge " };
      const inside = `${print(node.left, true).tex}${signs[node.op]}${print(node.right, true).tex}`;
      return { tex: `\\mathbb 1[${inside}]`, level: 5 };
    }
    case "cases":
      return printCases(print, node, small);
    case "block":
      return printBlock(print, node, small);
    case "sum":
    case "product":
    case "maximum":
    case "minimum": {
      const start = `${typesetName(node.range.index)}=${print(node.range.from, true).tex}`;
      const below =
        node.condition === undefined
          ? start
          : `\\substack{${start}\\\\${plainCondition(node.condition)}}`;
      const sign = { sum: "\\sum", product: "\\prod", maximum: "\\max", minimum: "\\min" }[
        node.kind
      ];
      const body = print(node.body, small);
      const isExtreme = node.kind === "maximum" || node.kind === "minimum";
      const last = print(node.range.to, true).tex;
      return {
        tex: isExtreme
          ? `${sign}_{${below.replace(start, `${start},\\ldots,${last}`)}}${at(3, body)}`
          : `${sign}_{${below}}^{${last}}${at(3, body)}`,
        level: 3,
        open: true,
      };
    }
    case "vector": {
      const { index, from, to } = node.range;
      const body = print(node.body, small).tex;
      return {
        tex: `${brackets(body, "[", "]")}_{${typesetName(index)}=${print(from, true).tex}}^{${print(to, true).tex}}`,
        level: 5,
      };
    }
    case "expectation": {
      const distribution = printDistribution(node.distribution);
      const body = print(node.body, false).tex;
      return {
        tex: `\\mathbb E_{${typesetName(node.variable)}\\sim ${distribution}}${brackets(body, "[", "]")}`,
        level: 5,
      };
    }
    case "integral": {
      const from = print(node.from, true).tex;
      const to = print(node.to, true).tex;
      const body = at(3, print(node.body, small));
      return {
        tex: `\\int_{${from}}^{${to}}${body}\\,\\mathrm d${typesetName(node.variable)}`,
        level: 3,
        open: true,
      };
    }
    case "derivative": {
      if (node.nabla === true) {
        return {
          tex: `\\nabla_{${typesetName(node.name)}}${at(4, print(node.body, small))}`,
          level: 3,
          open: true,
        };
      }
      const target =
        node.indices.length === 0
          ? typesetName(node.name)
          : print({ ...node, kind: "index", base: { kind: "name", name: node.name, at: 0 } }, false)
              .tex;
      const d = node.indices.length === 0 ? "\\mathrm d" : "\\partial ";
      return {
        tex: `\\frac{${d.trim()}}{${d}${target}}${at(4, print(node.body, small))}`,
        level: 3,
        open: true,
      };
    }
    case "optimum":
      return {
        tex: `\\${node.goal}_{${typesetName(node.variable)}}${at(3, print(node.body, small))}`,
        level: 3,
        open: true,
      };
    case "argmin":
    case "argmax":
      return {
        tex: `\\operatorname*{arg\\,${node.kind.slice(3)}}_{${typesetName(node.variable)}}\\;${print(node.body, false).tex}`,
        level: 1,
        open: true,
      };
  }
}

/** A comparison without the brackets of an indicator: `x=0`. */
export const typesetCondition = (node: ExpressionNode): string => plainCondition(node);

function plainCondition(node: ExpressionNode): string {
  return print(node, true).tex.replace(/^\\mathbb 1\[(.*)\]$/, "$1");
}

function printIndex(node: Extract<ExpressionNode, { kind: "index" }>): Printed {
  const inside = node.indices.map((i) => print(i, true).tex).join(",");
  if (node.base.kind === "name") {
    const { base, subscript } = splitName(node.base.name);
    return { tex: `${base}_{${subscript === "" ? "" : `${subscript},`}${inside}}`, level: 5 };
  }
  const base = print(node.base, false);
  return { tex: `${at(5, base)}_{${inside}}`, level: 5 };
}

function printDistribution(node: ExpressionNode): string {
  if (node.kind !== "call") return print(node, true).tex;
  if (node.name === "normal") {
    const [mean, scale] = node.args;
    return `\\mathcal N(${print(mean!, true).tex},\\,${print(squared(scale!), true).tex})`;
  }
  if (node.name === "mvnormal") {
    return `\\mathcal N(${node.args.map((arg) => print(arg, true).tex).join(",\\,")})`;
  }
  const name = functions[node.name]?.tex ?? typesetName(node.name);
  return `${name}(${node.args.map((arg) => print(arg, true).tex).join(",\\,")})`;
}
