import { closeSync, lstatSync, openSync, readSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { createHash, type Hash } from "node:crypto";
import { markup, type Html } from "../../report/html.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { joinText } from "../../nbformat/multilineText.js";
import type { Words } from "../../report/words.js";
import type { Course } from "../course/course.js";
import { packageRoot } from "../course/packageRoot.js";
import { readInside } from "../course/readInside.js";
import { contentHash } from "./contentHash.js";

/** What all pages of a call have in common. */
export interface ProjectProvenance {
  readonly version: string;
  readonly tslab: string;
  readonly plotly: string;
  /** Of the course's `src/` and of its `data/`; undefined where there is none. */
  readonly sourceHash: string | undefined;
  readonly dataHash: string | undefined;
  readonly citation: string | undefined;
}

/**
 * What a course was made with: the versions of this package's parts, and its own code, data and citation. Of notebooks
 * that were not run no more than the versions is said, so that no course is given.
 */
export function provenanceOf(course: Course | undefined): ProjectProvenance {
  return {
    version: versionOf("."),
    tslab: versionOf("tslab"),
    plotly: versionOf("plotly.js-dist-min"),
    sourceHash: course && folderHash(join(course.folder, "src"), (name) => name.endsWith(".ts")),
    dataHash: course && folderHash(course.data, () => true),
    citation: course && citationOf(course.folder),
  };
}

/** The version of a package that this one depends on, or of itself. */
function versionOf(name: string): string {
  const require = createRequire(join(packageRoot(), "package.json"));
  const { version } = require(`${name}/package.json`) as { version: string };
  return version;
}

/** Hashes of folders whose files are as they were: a preview asks again with every save. */
const known = new Map<string, { readonly state: string; readonly hash: string }>();

/** One hash over the names and bytes of a folder's files, the same on every system; a link is no part of the course. */
function folderHash(folder: string, keep: (name: string) => boolean): string | undefined {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && keep(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const state = files.map((file) => `${file}\n${stateOf(file)}`).join("\n");
  const before = known.get(folder);
  if (before?.state === state) return before.hash;
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(relative(folder, file).split(sep).join("/")).update("\0");
    updateWithFile(hash, file);
    hash.update("\0");
  }
  const text = hash.digest("hex");
  known.set(folder, { state, hash: text });
  return text;
}

/** What is another where a file was written or replaced. */
function stateOf(file: string): string {
  const { size, ino, mtimeNs, ctimeNs } = lstatSync(file, { bigint: true });
  return `${size} ${ino} ${mtimeNs} ${ctimeNs}`;
}

const piece = Buffer.allocUnsafe(2 ** 18);

/** Bit by bit: data may be larger than memory. */
function updateWithFile(hash: Hash, path: string): void {
  const file = openSync(path, "r");
  try {
    for (let length; (length = readSync(file, piece)) > 0;) hash.update(piece.subarray(0, length));
  } finally {
    closeSync(file);
  }
}

const largestCitation = 100_000;
/** Nobody's name or title is longer. */
const longestLine = 2_000;

/** One line from the course's CITATION.cff: authors, year, title, version. */
function citationOf(folder: string): string | undefined {
  const bytes = readInside(folder, "CITATION.cff", largestCitation);
  if (bytes === undefined) return undefined;
  const text = bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line.length <= longestLine)
    .join("\n");
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]*"?(.+?)"?[ \\t]*$`, "m").exec(text)?.[1];
  const authors = [...text.matchAll(/^ {2}- (.+(?:\n {4}.+)*)/gm)]
    .filter(([entry]) => /name:|names:/.test(entry))
    .map(([entry]) => {
      const part = (name: string) =>
        new RegExp(`(?:^|[\\s-])${name}:[ \\t]*"?(.+?)"?[ \\t]*$`, "m").exec(entry)?.[1];
      return part("name") ?? [part("given-names"), part("family-names")].filter(Boolean).join(" ");
    });
  const year = field("date-released")?.slice(0, 4);
  const title = field("title");
  if (title === undefined) return undefined;
  const version = field("version");
  const url = field("url") ?? field("repository-code") ?? field("doi");
  return `${authors.join(", ")}${year === undefined ? "" : ` (${year})`}. ${title}${version === undefined ? "" : `, version ${version}`}.${url === undefined ? "" : ` ${url}`}`.trim();
}

/** The seeds that the notebook's own code names: `rng(7)`, `seed: 7`, `const seed = 7`. */
export function seedsOf(notebook: Notebook): readonly string[] {
  const found = new Set<string>();
  for (const cell of notebook.cells)
    if (cell.cell_type === "code")
      for (const [, seed = ""] of joinText(cell.source).matchAll(
        /\b(?:rng\(|seed\w*\s*[:=]|\w*[sS]eed\s*=)\s*(\d[\d_]*)/g,
      ))
        found.add(seed.replaceAll("_", ""));
  return [...found].sort((a, b) => Number(a) - Number(b));
}

export interface PageProvenance {
  readonly project: ProjectProvenance;
  readonly notebook: Notebook;
  /** The notebook's file as it was read, before the run. */
  readonly bytes: Uint8Array;
  /** The notebook's path inside the course, with `/`. */
  readonly name: string;
  /** When it was executed; undefined for a notebook that was not. */
  readonly executed: Date | undefined;
  readonly footer: string | undefined;
  readonly words: Words;
}

/** The foot of a page: from what it was made, when, and how to make it again. */
export function renderProvenance(page: PageProvenance): Html {
  const { project, words } = page;
  const short = (hash: string) => markup`<code title="sha256 ${hash}">${hash.slice(0, 16)}</code>`;
  const { executed } = page;
  const seeds = executed === undefined ? [] : seedsOf(page.notebook);
  return markup`${page.footer !== undefined && markup`<p>${page.footer}</p>`}
    <details>
      <summary>${words.provenance}</summary>
      <dl class="provenance">
        <dt>Date</dt>
        <dd>
          ${executed ? markup`<time datetime="${executed.toISOString()}">${executed.toISOString().slice(0, 16).replace("T", " ")} UTC</time>` : "—"}
        </dd>
        <dt>Versions</dt>
        <dd>
          lossbook
          ${project.version}${executed && `, tslab ${project.tslab}, Node ${process.versions.node}`},
          plotly.js ${project.plotly}
        </dd>
        ${
          executed &&
          markup`<dt>Seeds</dt>
            <dd>${seeds.length > 0 ? seeds.join(", ") : "none"}</dd>`
        }
        <dt>Notebook</dt>
        <dd>${page.name} · ${short(contentHash(page.bytes))}</dd>
        ${
          executed &&
          project.sourceHash !== undefined &&
          markup`<dt>src</dt>
            <dd>${short(project.sourceHash)}</dd>`
        }
        ${
          executed &&
          project.dataHash !== undefined &&
          markup`<dt>data</dt>
            <dd>${short(project.dataHash)}</dd>`
        }
        ${
          executed &&
          markup`<dt>${words.reproduce}</dt>
            <dd><code>npm ci && npx lossbook report ${page.name}</code></dd>`
        }
        ${
          executed &&
          project.citation !== undefined &&
          markup`<dt>${words.cite}</dt>
            <dd>${project.citation}</dd>`
        }
      </dl>
    </details>`;
}
