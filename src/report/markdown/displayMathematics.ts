import type { Paragraph, Root } from "mdast";
import { SKIP, visit } from "unist-util-visit";

const environments =
  /^\\begin\{((?:equation|align|alignat|gather|multline|eqnarray)\*?)\}[\s\S]*\\end\{\1\}$/;

/** Jupyter sets `$$…$$` inside a paragraph, and a bare `\begin{align}…`, on lines of their own. */
export function displayMathematics() {
  return (tree: Root, file: { value: unknown }) => {
    const source = String(file.value);
    visit(tree, (node, index, parent) => {
      const [from, to] = [node.position?.start.offset, node.position?.end.offset];
      if (from === undefined || to === undefined) return;
      if (node.type === "inlineMath" && source.startsWith("$$", from)) {
        node.data = {
          ...node.data,
          hProperties: { className: ["language-math", "math-display"] },
        };
      } else if (node.type === "paragraph" && parent !== undefined && index !== undefined) {
        const text = source.slice(from, to).trim();
        if (!environments.test(text)) return;
        const formula: Paragraph = {
          type: "paragraph",
          children: [
            {
              type: "inlineMath",
              value: text,
              data: {
                hName: "code",
                hProperties: { className: ["language-math", "math-display"] },
                hChildren: [{ type: "text", value: text }],
              },
            },
          ],
        };
        parent.children[index] = formula;
        return SKIP;
      }
    });
  };
}
