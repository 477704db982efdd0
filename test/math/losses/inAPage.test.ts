import { build } from "esbuild";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

const src = join(import.meta.dirname, "..", "..", "..", "src", "math");

/** Bytes of a bundle of these lines, minified and gzipped, as a page would load it. */
async function weigh(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: src, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    write: false,
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

// No page takes it whole: this is to notice a library or a table that came with it. A family costs about 1 KB, a form that
// keeps the digits somewhere about 0.3; such a need moves the limit, never an answer out of the library.
it("the whole mathematics is under 76 KB", async () => {
  const folders = [
    "numeric",
    "numeric/special",
    "random",
    "information",
    "losses",
    "distributions",
  ];
  const lines = folders.map((folder, k) => `export * as part${k} from "./${folder}/index.js";`);
  const bytes = await weigh(lines.join("\n"));
  expect(bytes).toBeLessThan(76 * 1024);
  // An empty bundle would pass as well.
  expect(bytes).toBeGreaterThan(10 * 1024);
});

it.each([
  ["crossEntropyWithLogits", 4],
  ["binaryCrossEntropyWithLogits", 4],
  ["focal", 4],
  ["huber", 4],
  // With its three forms, and the assembler of one of them.
  ["crossEntropyBatch", 10],
] as const)("%s alone is under %i KB: nothing else comes with it", async (name, most) => {
  const bytes = await weigh(`export { ${name} } from "./losses/index.js";`);
  expect(bytes).toBeLessThan(most * 1024);
  expect(bytes).toBeGreaterThan(200);
});
