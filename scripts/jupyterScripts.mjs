import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../src/lesson/jupyter/", import.meta.url);

/** The module through which the lesson has the text of the scripts that its outputs run in Jupyter. */
export const jupyterModule = fileURLToPath(new URL("scripts.generated.ts", folder));

/** Bundles these scripts: they are TypeScript like all else, and become text that outputs carry. */
export async function writeJupyterScripts() {
  const names = ["drawFigure", "startExplore"];
  const texts = await Promise.all(names.map(bundled));
  const lines = names.map(
    (name, index) => `export const ${name}Script: string = ${JSON.stringify(texts[index])};\n`,
  );
  writeFileSync(jupyterModule, `// Written by scripts/build.mjs.\n${lines.join("")}`);
}

async function bundled(name) {
  // Not at the top: without its dependencies the build says what to do.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, folder))],
    bundle: true,
    write: false,
    minify: true,
    charset: "utf8",
    format: "iife",
    globalName: "lossbook",
    platform: "browser",
    target: "es2018",
    tsconfigRaw: { compilerOptions: { target: "ES2022", verbatimModuleSyntax: true } },
  });
  const text = outputFiles[0].text.trim();
  if (/<\/script|<!--/i.test(text))
    throw new Error(`build: the script ${name} would end its element`);
  return text;
}
