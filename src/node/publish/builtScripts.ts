import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../course/packageRoot.js";
import { bundle } from "./bundle.js";

/** The scripts and the style that pages are made of, and the file of `src/` that each begins with. */
const entries = {
  style: "report/styles/report.css",
  early: "page/reader/early.ts",
  reader: "page/reader/main.ts",
  index: "page/index/main.ts",
  boot: "page/frame/boot.ts",
  host: "page/frame/host.ts",
  starter: "page/frame/starter.ts",
  live: "page/live/main.ts",
  render: "page/live/render.ts",
  editor: "page/live/editor.ts",
  tables: "page/live/tableReader.ts",
  preview: "page/preview/main.ts",
} as const;

export type BuiltScript = keyof typeof entries;

/** These are loaded when they are first needed, as data of the page; the others stand inside it. */
const loadedLater: readonly BuiltScript[] = ["render", "editor", "tables"];

/**
 * A script of every page, as the package was built. They are not bundled when a page is published: then nothing of the
 * folder in which somebody publishes can change them.
 *
 * Errors  one line where the package was not built.
 */
export function readBuiltScript(name: BuiltScript): string {
  const path = join(builtFolder(), fileName(name));
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`${path} is missing: build lossbook first (npm run build)`, { cause: error });
  }
}

/** Bundles all of them into `folder`, which is `dist/page/` in the package's build. */
export async function buildScripts(folder: string = builtFolder()): Promise<void> {
  const host = await bundle(entries.host, { inline: true });
  mkdirSync(folder, { recursive: true });
  await Promise.all(
    (Object.keys(entries) as BuiltScript[]).map(async (name) => {
      const text =
        name === "host"
          ? host
          : await bundle(entries[name], {
              define: { HOST_SCRIPT: JSON.stringify(host) },
              inline: !loadedLater.includes(name),
            });
      writeFileSync(join(folder, fileName(name)), text);
    }),
  );
}

const builtFolder = (): string => join(packageRoot(), "dist", "page");
const fileName = (name: BuiltScript): string => `${name}.${name === "style" ? "css" : "js"}`;
