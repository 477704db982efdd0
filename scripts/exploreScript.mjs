import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The module through which the lesson has the text of the script that explorations run in Jupyter. */
const folder = new URL("../src/lesson/explore/jupyter/", import.meta.url);
export const exploreModule = fileURLToPath(new URL("script.generated.ts", folder));

/** Bundles that script: it is TypeScript like all else, and becomes text that outputs carry. */
export async function writeExploreScript() {
  // Not at the top: without its dependencies the build says what to do.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("startExplore.ts", folder))],
    bundle: true,
    write: false,
    minify: true,
    charset: "utf8",
    format: "iife",
    globalName: "lossbookExplore",
    platform: "browser",
    target: "es2018",
    tsconfigRaw: { compilerOptions: { target: "ES2022", verbatimModuleSyntax: true } },
  });
  const text = outputFiles[0].text.trim();
  if (/<\/script|<!--/i.test(text))
    throw new Error("build: the script of explorations would end its element");
  const module = `// Written by scripts/build.mjs from startExplore.ts.\nexport const exploreScript: string = ${JSON.stringify(text)};\n`;
  writeFileSync(exploreModule, module);
}
